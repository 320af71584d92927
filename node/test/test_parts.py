import itertools
import os
import socket
import tempfile
import unittest
from unittest import mock

import egress
import events
import forwarding
import health
import iptables
import metadata
import metrics
import settings

ROUTES = """Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
enX0 00000000 0100000A 0003 0 0 512 00000000 0 0 0
ens5 00000000 0100000A 0003 0 0 100 00000000 0 0 0
down 00000000 0100000A 0002 0 0 1 00000000 0 0 0
half 00000000 0100000A 0003 0 0 1 00000080 0 0 0
ens5 0000000A 00000000 0001 0 0 0 00FFFFFF 0 0 0
"""


class SettingsTest(unittest.TestCase):
    def test_defaults_are_those_of_an_instance(self):
        read = settings.read({})
        self.assertEqual((read.root, read.metadata), ("", "http://169.254.169.254"))
        self.assertIsNone(read.events)
        self.assertIn(("1.1.1.1", 443), read.targets)

    def test_all_faults_are_named_together(self):
        with self.assertRaises(ValueError) as caught:
            settings.read(
                {"NAT_FAILOVER_CONNTRACKD": "off", "NAT_FAILOVER_TARGETS": "a:1, 1.2.3.4:0"}
            )
        for wrong in ("'off'", "'a:1'", "'1.2.3.4:0'"):
            self.assertIn(wrong, str(caught.exception))

    def test_a_conntrackd_is_looked_for_unless_one_or_none_is_named(self):
        for said, meant in ((None, None), ("", None), ("none", ""), ("/sbin/x", "/sbin/x")):
            with self.subTest(said=said):
                environment = {} if said is None else {"NAT_FAILOVER_CONNTRACKD": said}
                self.assertEqual(settings.read(environment).conntrackd, meant)

    def test_the_endpoint_of_the_one_service_wins(self):
        both = {"AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_EVENTBRIDGE": "http://one"}
        self.assertEqual(settings.read(both).events, "http://one")


class ForwardingTest(unittest.TestCase):
    def interface(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".route") as table:
            table.write(text)
            table.flush()
            return forwarding.default_interface(table.name)

    def test_takes_the_best_default_route_that_is_up(self):
        self.assertEqual(self.interface(ROUTES), "ens5")

    def test_no_default_route_is_an_error(self):
        with self.assertRaisesRegex(OSError, "no IPv4 default route"):
            self.interface(ROUTES.splitlines()[0] + "\n" + ROUTES.splitlines()[-1] + "\n")

    def test_settings_are_kept_for_the_interface_of_now(self):
        with tempfile.TemporaryDirectory() as root:
            path = os.path.join(root, "etc/sysctl.d/99-nat-failover.conf")
            forwarding.keep("ens5", root)
            with open(path) as file:
                self.assertIn("net/ipv4/conf/ens5/send_redirects = 0\n", file.read())
            forwarding.keep("enX0", root)
            with open(path) as file:
                self.assertNotIn("ens5", file.read())


class IptablesTest(unittest.TestCase):
    def places(self, listing):
        """Where rules are to be put into FORWARD."""
        def chain(_, name):
            return listing if name == "FORWARD" else "-P INPUT ACCEPT\n"
        which = mock.patch.object(iptables.shutil, "which", return_value="iptables")
        with which, mock.patch.object(iptables, "_run", side_effect=chain):
            return [place for place, _ in iptables._lacking("ens5")]

    def test_accepts_just_before_the_refusal(self):
        listing = "-P FORWARD ACCEPT\n-A FORWARD -s 10.0.0.1/32 -j DROP\n-A FORWARD -j REJECT\n"
        self.assertEqual(self.places(listing), [2, 2])

    def test_accepts_at_the_end_where_the_policy_refuses(self):
        listing = "-P FORWARD DROP\n-A FORWARD -s 10.0.0.1/32 -j DROP\n"
        self.assertEqual(self.places(listing), [2, 2])

    def test_an_accept_behind_the_refusal_does_not_count(self):
        listing = "-P FORWARD DROP\n-A FORWARD -j REJECT\n-A FORWARD -o ens5 -j ACCEPT\n"
        self.assertEqual(self.places(listing), [1, 1])

    def test_an_accept_before_the_refusal_is_enough(self):
        listing = "-P FORWARD DROP\n-A FORWARD -o ens5 -j ACCEPT\n"
        self.assertEqual(self.places(listing), [2])

    def test_open_forwarding_is_left_alone(self):
        listing = "-P FORWARD ACCEPT\n-A FORWARD -s 10.0.0.1/32 -j DROP\n"
        self.assertEqual(self.places(listing), [])

    def test_an_image_without_iptables_has_nothing_to_open(self):
        with tempfile.TemporaryDirectory() as path, mock.patch.dict(os.environ, PATH=path):
            self.assertEqual(iptables.missing("ens5"), [])


class MetricsTest(unittest.TestCase):
    def test_the_figures_of_the_interface_are_named_and_counted(self):
        figures = dict(metrics.gather("lo"))
        self.assertGreaterEqual(figures["interface_rx_packets_total"], 0)
        self.assertGreaterEqual(figures["interface_tx_errors_total"], 0)
        self.assertNotIn("interface_rx_unused_total", figures)

    def test_an_interface_without_allowances_has_none(self):
        self.assertEqual(list(metrics.allowances("lo")), [])
        self.assertEqual(list(metrics.allowances("none")), [])

    def test_the_file_is_replaced_as_a_whole(self):
        with tempfile.TemporaryDirectory() as root:
            for value in (1, 2):
                metrics.write(root, [("peer_heard{peer=\"10.0.0.1\"}", value)])
            self.assertEqual(os.listdir(root + "/run/nat-failover"), ["metrics.prom"])
            with open(root + "/run/nat-failover/metrics.prom") as file:
                self.assertEqual(file.read(), 'nat_failover_peer_heard{peer="10.0.0.1"} 2\n')


class EgressTest(unittest.TestCase):
    """Over the loopback interface, where what nobody listens on refuses at once."""

    def setUp(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.server.close)
        self.open = self.server.getsockname()
        with socket.create_server(("127.0.0.1", 0)) as closed:
            self.closed = closed.getsockname()

    def prove(self, *arguments):
        return egress.prove(*arguments, seconds=0.3)

    def test_one_target_that_answers_is_a_proof(self):
        proof, failure = self.prove((self.closed, self.open), "lo")
        self.assertRegex(proof, "^127.0.0.1:%d answered in" % self.open[1])
        self.assertIsNone(failure)

    def test_all_that_failed_is_named(self):
        proof, failure = self.prove((self.closed,), "lo")
        self.assertIsNone(proof)
        self.assertEqual(failure, "127.0.0.1:%d Connection refused" % self.closed[1])

    def test_the_event_bus_counts_when_no_target_answers_and_is_named(self):
        proof, _ = self.prove((self.closed,), "lo", self.open)
        self.assertRegex(proof, "the event bus, answered in .* but: .*%d Conn" % self.closed[1])
        with socket.create_server(("127.0.0.1", 0)) as target:
            proof, _ = self.prove((target.getsockname(),), "lo", self.open)
        self.assertNotIn("event bus", proof)

    def test_a_bus_inside_the_vpc_proves_nothing(self):
        for address, outside in (
            ("203.0.113.200", True), ("10.40.7.7", False), ("127.0.0.1", False),
            ("169.254.169.254", False), ("2001:db8::1", False),
        ):
            with self.subTest(address=address):
                self.assertIs(health._outside(address, ("10.40.0.0/16",)), outside)


class BackoffTest(unittest.TestCase):
    def test_doubles_up_to_five_seconds_with_half_left_to_chance(self):
        bounds = (0.2, 0.4, 0.8, 1.6, 3.2, 5, 5, 5)
        for wait, most in zip(itertools.islice(events.backoff(), len(bounds)), bounds):
            self.assertTrue(most / 2 <= wait <= most, (wait, most))


class InstantTest(unittest.TestCase):
    def test_reads_any_fraction(self):
        self.assertEqual(metadata.instant("1970-01-01T00:01:00Z"), 60)
        self.assertEqual(metadata.instant("1970-01-01T00:01:00.123456789Z"), 60.123456789)


if __name__ == "__main__":
    unittest.main()
