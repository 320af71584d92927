import unittest

import layout
from metadata import Facts

FACTS = Facts("10.40.1.100", ("10.40.1.200",), ("10.40.0.0/16", "10.50.0.0/16"))
TAGS = {
    "home": "1=10.40.2.0/24,10.40.4.0/23",
    "adopts": "3=10.40.6.0/24",
    "peers": "pred=10.40.5.100,succ=10.40.3.100,spare=10.40.1.101",
}


class LayoutTest(unittest.TestCase):
    def test_reads_zones_peers_and_addresses(self):
        read = layout.read(TAGS, FACTS)
        self.assertEqual((read.primary, read.adoption), ("10.40.1.100", "10.40.1.200"))
        self.assertEqual(read.vpc, ("10.40.0.0/16", "10.50.0.0/16"))
        self.assertEqual(read.home, layout.Zone(1, ("10.40.2.0/24", "10.40.4.0/23")))
        self.assertEqual(read.adopts, layout.Zone(3, ("10.40.6.0/24",)))
        self.assertEqual(
            read.peers,
            (("pred", "10.40.5.100"), ("succ", "10.40.3.100"), ("spare", "10.40.1.101")),
        )

    def test_a_ring_of_two_names_one_node_twice(self):
        read = layout.read({"peers": "pred=10.40.3.100,succ=10.40.3.100"}, FACTS)
        self.assertEqual(read.peers, (("pred", "10.40.3.100"), ("succ", "10.40.3.100")))

    def test_without_tags_there_is_nothing_to_serve(self):
        read = layout.read({}, FACTS)
        self.assertEqual((read.home, read.adopts, read.peers), (None, None, ()))

    def test_a_zone_may_have_no_networks_yet(self):
        self.assertEqual(layout.read({"home": "2="}, FACTS).home, layout.Zone(2, ()))

    def test_adopts_only_with_an_address_and_a_home_of_its_own(self):
        self.assertIsNone(layout.read(TAGS, FACTS._replace(secondaries=())).adopts)
        self.assertIsNone(layout.read(dict(TAGS, home=""), FACTS).adopts)

    def test_a_faulty_tag_is_named_with_its_fault(self):
        for name, text, fault in (
            ("home", "1=10.40.2.1/24", "10.40.2.1/24 has host bits set"),
            ("adopts", "x", "write k=cidr,cidr, k from 1 to 29"),
            ("peers", "heir=1.2.3.4", "write role=address, each of pred, succ and spare at most"),
        ):
            with self.subTest(name=name), self.assertRaises(ValueError) as caught:
                layout.read(dict(TAGS, **{name: text}), FACTS)
            self.assertIn("tag %s is %r: %s" % (name, text, fault), str(caught.exception))

    def test_what_a_peer_cannot_be(self):
        for peers in ("pred=host", "pred", "pred=10.0.0.1,pred=10.0.0.2"):
            with self.subTest(peers=peers), self.assertRaisesRegex(ValueError, "tag peers"):
                layout.read({"peers": peers}, FACTS)

    def test_what_the_number_of_a_zone_cannot_be(self):
        for home in ("0=", "30=", "a=10.0.0.0/8", "1", "-1="):
            with self.subTest(home=home), self.assertRaisesRegex(ValueError, "tag home"):
                layout.read({"home": home}, FACTS)

    def test_virtual_addresses_are_those_of_documentation(self):
        self.assertEqual(layout.virtual(3), "192.0.2.3")


if __name__ == "__main__":
    unittest.main()
