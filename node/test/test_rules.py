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


class FlowsTest(unittest.TestCase):
    WIRE, NOW, FAR = b"\x0a\x28\1\x64", b"\xc0\0\2\1", b"\xcb\0\x71\x0a"

    def moved(self, far, to):
        return self.done(far, to, lambda: flows.move({self.WIRE: self.NOW}, ("10.40.0.0/16",)))

    def mended(self, mark):
        return self.done(self.FAR, self.NOW, flows.mend, (8, b"\0\0" + mark))

    def done(self, far, to, act, *more):
        """A connection of port 7 to port 8 that left by port 9, and what is done with it."""
        def side(one, other, *numbers):
            return [(1, [(1, one), (2, other)]), (2, [(1, b"\6"), *numbers])]
        there = side(b"\x0a\x28\2\1", far, (2, b"\0\7"), (3, b"\0\x08"))
        back = side(far, to, (2, b"\0\x08"), (3, b"\0\x09"))
        entry = [(1, there), (2, back), (3, 14), (4, [(1, [(1, b"\3"), (2, b"\7")])]), (7, 60)]
        entry += more
        with mock.patch.object(netlink, "dump", return_value=[netlink.write(entry)]):
            with mock.patch.object(netlink, "tell") as tell:
                act()
        return [(kind, netlink.read(netlink.write(made))) for kind, _, made in tell.call_args[0][0]]

    def test_a_connection_is_made_anew_under_the_other_address_by_the_same_port(self):
        (delete, old), (new, made) = self.moved(self.FAR, self.WIRE)
        self.assertEqual((delete, new, old[1]), (flows.DELETE, flows.NEW, made[1]))
        port = netlink.write([(1, b"\0\x09"), (2, b"\0\x09")])
        self.assertEqual(netlink.read(made[6]), {1: self.NOW, 2: self.NOW, 3: port})
        ends, ports = (netlink.read(part) for part in netlink.read(made[2]).values())
        self.assertEqual(ends, {1: self.FAR, 2: b"\x0a\x28\2\1"})
        self.assertEqual(ports, {1: b"\6", 2: b"\0\x08", 3: b"\0\7"})

    def test_what_comes_from_the_vpc_or_goes_elsewhere_is_left_alone(self):
        self.assertEqual(self.moved(b"\x0a\x28\3\1", self.WIRE), [])
        self.assertEqual(self.moved(self.FAR, b"\xc0\0\2\2"), [])

    def test_a_connection_whose_mark_tells_of_another_port_is_made_anew_with_that_one(self):
        (delete, _), (new, made) = self.mended(b"\7\0")
        self.assertEqual((delete, new), (flows.DELETE, flows.NEW))
        self.assertEqual(netlink.read(made[6])[3], netlink.write([(1, b"\0\7"), (2, b"\0\7")]))
        self.assertEqual(made[8], b"\0\0\7\0")

    def test_a_connection_that_has_the_port_of_its_mark_or_no_mark_is_left_alone(self):
        self.assertEqual(self.mended(b"\x09\0"), [])
        self.assertEqual(self.mended(b"\0\0"), [])


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
