import os
import struct
import unittest
from unittest import mock

import flows
import layout
import netlink
import rules
import ruleset

PLAIN = layout.Layout("10.40.1.100", "10.40.1.200", ("10.40.0.0/16",), None, None, ())
HOME = PLAIN._replace(home=layout.Zone(1, ("10.40.2.0/24",)))
BOTH = HOME._replace(adopts=layout.Zone(3, ("10.40.4.0/24",)), peers=(("pred", "10.40.3.9"),))


class NetlinkTest(unittest.TestCase):
    def test_an_attribute_is_its_length_its_kind_and_its_value_padded(self):
        self.assertEqual(netlink.write([(1, "ab")]), struct.pack("=HH", 7, 1) + b"ab\0\0")

    def test_numbers_are_big_endian_and_a_sequence_nests(self):
        inner = struct.pack("=HH", 8, 2) + b"\0\0\1\0"
        self.assertEqual(netlink.write([(5, [(2, 256)])]), struct.pack("=HH", 12, 0x8005) + inner)

    def test_reads_what_it_wrote(self):
        written = netlink.write([(1, b"abc"), (3, [(7, b"x")])])
        read = netlink.read(written)
        self.assertEqual((read[1], netlink.read(read[3])), (b"abc", {7: b"x"}))


def parsed(messages):
    """(kind, attributes) of each."""
    return [(struct.unpack_from("=IH", each)[1], netlink.read(each[20:])) for each in messages]


def way(attributes):
    return [netlink.read(part) for part in netlink.read(attributes).values()]


class FlowsTest(unittest.TestCase):
    HOST, WIRE, NOW = b"\x0a\x28\2\1", b"\x0a\x28\1\x64", b"\xc0\0\2\1"
    FAR = b"\xcb\0\x71\x0a"

    def moved(self, far, to, protocol=b"\6"):
        """A connection of port 7 to port 8 that left by port 9, and what is done with it."""
        def side(one, other, *numbers):
            return [(1, [(1, one), (2, other)]), (2, [(1, protocol), *numbers])]
        there = side(self.HOST, far, (2, b"\0\7"), (3, b"\0\x08"))
        back = side(far, to, (2, b"\0\x08"), (3, b"\0\x09"))
        entry = [(1, there), (2, back), (3, 14), (7, 60)]
        if protocol == b"\6":
            entry.append((4, [(1, [(1, b"\5"), (2, b"\7")])]))
        with mock.patch.object(netlink, "dump", return_value=[netlink.write(entry)]):
            with mock.patch.object(netlink, "pour") as pour:
                flows.move({self.WIRE: self.NOW}, ("10.40.0.0/16",))
        return parsed(pour.call_args[0][0])

    def taken(self, text, known=None, address=NOW):
        with mock.patch.object(netlink, "pour") as pour:
            flows.take(text, address, set() if known is None else known)
        return [made for _, made in parsed(pour.call_args[0][0])]

    def assert_translated(self, made, protocol):
        ends, ports = way(made[1])
        self.assertEqual(ends, {1: self.HOST, 2: self.FAR})
        self.assertEqual(ports, {1: protocol, 2: b"\0\7", 3: b"\0\x08"})
        ends, ports = way(made[2])
        self.assertEqual(ends, {1: self.FAR, 2: self.HOST})
        self.assertEqual(ports, {1: protocol, 2: b"\0\x08", 3: b"\0\7"})
        port = netlink.write([(1, b"\0\x09"), (2, b"\0\x09")])
        self.assertEqual(netlink.read(made[6]), {1: self.NOW, 2: self.NOW, 3: port})
        self.assertEqual(made[8], b"\0\0\x09\0")

    def test_a_connection_is_made_anew_under_the_other_address_by_the_same_port(self):
        (delete, old), (new, made) = self.moved(self.FAR, self.WIRE)
        self.assertEqual((delete, new, old[1]), (flows.DELETE, flows.NEW, made[1]))
        self.assert_translated(made, b"\6")
        self.assertEqual(netlink.read(netlink.read(made[4])[1]), {1: b"\5"})

    def test_datagrams_are_moved_likewise_and_what_has_no_ports_begins_anew(self):
        _, (_, made) = self.moved(self.FAR, self.WIRE, b"\x11")
        self.assert_translated(made, b"\x11")
        self.assertNotIn(4, made)
        self.assertEqual([kind for kind, _ in self.moved(self.FAR, self.WIRE, b"\1")],
                         [flows.DELETE])

    def test_what_comes_from_the_vpc_or_goes_elsewhere_is_left_alone(self):
        self.assertEqual(self.moved(b"\x0a\x28\3\1", self.WIRE), [])
        self.assertEqual(self.moved(self.FAR, b"\xc0\0\2\2"), [])

    ENDS = "src=10.40.2.1 dst=203.0.113.10 sport=7 dport=8 [ASSURED] mark=2304 [active since 8s]\n"

    def test_what_a_peer_has_told_of_is_tracked_by_the_port_that_its_mark_tells(self):
        (made,) = self.taken("tcp      6 ESTABLISHED " + self.ENDS)
        self.assert_translated(made, b"\6")
        self.assertEqual(netlink.read(netlink.read(made[4])[1]), {1: b"\3"})
        (made,) = self.taken("udp      17 " + self.ENDS)
        self.assert_translated(made, b"\x11")
        self.assertNotIn(4, made)

    def test_no_address_is_taken_for_a_place_in_the_message(self):
        address = b"\x0apt\5"
        (made,) = self.taken("udp      17 " + self.ENDS, address=address)
        self.assertEqual(netlink.read(made[6])[1], address)

    def test_a_handshake_under_way_lasts_as_long_as_a_connection(self):
        (made,) = self.taken("tcp      6 SYN_RECV " + self.ENDS)
        self.assertEqual(netlink.read(netlink.read(made[4])[1]), {1: b"\2"})
        self.assertEqual(made[7], struct.pack(">I", 432000))

    def test_what_has_ended_or_was_not_translated_is_not_tracked(self):
        for text in (
            "tcp      6 TIME_WAIT " + self.ENDS,
            "tcp      6 SYN_SENT " + self.ENDS,
            "tcp      6 ESTABLISHED " + self.ENDS.replace("2304", "0"),
            "tcp      6 ESTABLISHED " + self.ENDS.replace("mark=2304 ", ""),
            "tcp      6 ESTABLISHED src=2001:db8::1 " + self.ENDS[14:],
            "icmp     1 src=10.40.2.1 dst=203.0.113.10 type=8 code=0 id=7 mark=2304\n",
        ):
            self.assertEqual(self.taken(text + text), [], text)

    def test_every_connection_is_taken_once(self):
        known, text = set(), "tcp      6 ESTABLISHED " + self.ENDS
        more = text.replace("sport=7", "sport=77")
        self.assertEqual(len(self.taken(text + more + "udp      17 " + self.ENDS, known)), 3)
        self.assertEqual(self.taken(text, known), [])
        self.assertEqual(len(self.taken(text + more.replace("77", "78"), known)), 1)


class RulesetTest(unittest.TestCase):
    def test_says_what_it_translates(self):
        self.assertEqual([rules.kind(each) for each in (PLAIN, HOME, BOTH)],
                         ["none", "home", "home+adopts"])

    def test_no_home_is_no_mapping(self):
        self.assertEqual(ruleset.pairs(BOTH._replace(home=None)), [])

    def test_every_rule_has_a_mark_of_its_own_that_changes_with_any_rule(self):
        def marks(each):
            return {mark for *_, mark in rules._marked("ens5", each)}
        self.assertEqual(len(marks(BOTH)), len(ruleset.build("ens5", BOTH)))
        self.assertFalse(marks(BOTH) & marks(BOTH._replace(peers=())))


@unittest.skipUnless(os.environ.get("NAT_FAILOVER_NETNS"), "changes the rules of its namespace")
class KernelTest(unittest.TestCase):
    """Run in a network namespace of its own: ip netns exec."""

    def test_the_kernel_takes_all_rules_and_shows_them_unchanged(self):
        many = tuple("10.40.%d.0/24" % number for number in range(12))
        for each in (PLAIN, HOME, BOTH._replace(adopts=layout.Zone(2, many)), PLAIN):
            rules.apply("lo", each)
            self.assertEqual(rules.missing("lo", each), [])


if __name__ == "__main__":
    unittest.main()
