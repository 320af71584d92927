import os
import socket
import tempfile
import time
import unittest
from unittest import mock

import egress
import forwarding
import iptables
import layout
import metadata
import metrics
import settings
import watch

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
            settings.read({"NAT_FAILOVER_TARGETS": "a:1, 1.2.3.4:0,1.2.3.4:5,1.2.3.4:x,1.2.3.4"})
        for wrong in ("'a:1'", "'1.2.3.4:0'", "'1.2.3.4:x'", "'1.2.3.4'"):
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
        line = "lo:" + " ".join(map(str, range(1, 17)))
        with mock.patch.object(metrics.forwarding, "read", return_value="x: 0\n  %s\n" % line):
            with mock.patch.object(metrics, "conntrack", return_value=(5, 9)):
                self.assertEqual(dict(metrics.gather("lo")), {
                    "conntrack_entries": 5, "conntrack_entries_max": 9,
                    "interface_rx_bytes_total": "1", "interface_rx_packets_total": "2",
                    "interface_tx_bytes_total": "9", "interface_tx_packets_total": "10",
                })

    def test_of_the_drivers_figures_the_allowances_are_told(self):
        said = "NIC statistics:\n     tx_timeout: 1\n     bw_in_allowance_exceeded: 7\n"
        with tempfile.TemporaryDirectory() as path, mock.patch.dict(os.environ, PATH=path):
            self.assertIn("conntrack_entries", dict(metrics.gather("lo")))
            with open(path + "/ethtool", "w") as program:
                program.write("#!/bin/sh\n[ \"$*\" = '-S lo' ] && echo '%s'\n" % said)
            os.chmod(path + "/ethtool", 0o755)
            figures = dict(metrics.gather("lo"))
        self.assertEqual(figures["ena_bw_in_allowance_exceeded_total"], "7")
        self.assertNotIn("ena_tx_timeout_total", figures)

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

    def test_a_bus_inside_the_vpc_proves_nothing(self):
        for address, outside in (
            ("203.0.113.200", True), ("10.40.7.7", False), ("127.0.0.1", False),
            ("169.254.169.254", False), ("2001:db8::1", False),
        ):
            with self.subTest(address=address):
                self.assertIs(watch.outside(address, ("10.40.0.0/16",)), outside)


class WatchTest(unittest.TestCase):
    def setUp(self):
        self.keeper = mock.Mock()
        self.watch = watch.Watch(settings.read({}), mock.Mock(address=None), self.keeper, None)
        self.watch.layout = layout.read({}, metadata.Facts("10.0.0.1", (), ()))

    def look(self, began=0.0, repaired=(), proof="1.1.1.1:443 answered"):
        """A look at a node on which putting the rules in place goes like this."""
        with mock.patch.object(watch.forwarding, "default_interface", return_value="lo"):
            with mock.patch.object(watch.nat, "repair", side_effect=[repaired]):
                with mock.patch.object(watch.egress, "prove", return_value=(proof, "no answer")):
                    with mock.patch("builtins.print"):
                        return self.watch._look(began)

    def test_replication_follows_a_layout_once_its_rules_are_in_place(self):
        seen = self.look(repaired=OSError("refused"))
        self.assertEqual(seen.symptoms, ("nat-not-in-place: refused",))
        self.keeper.follow.assert_not_called()
        self.assertIsNone(self.watch.served)
        for _ in range(2):
            self.look()
            self.keeper.follow.assert_called_once_with(self.watch.layout)
        self.assertIs(self.watch.served, self.watch.layout)

    def test_only_who_has_proved_egress_lately_accuses(self):
        peer = mock.Mock(said_at=None)
        self.watch.heartbeat = mock.Mock()
        self.watch.heartbeat.source_check.return_value = (), ()
        self.watch.heartbeat.accused.return_value = [(peer, ("silent: x",))]
        self.assertIsNone(self.watch.due())
        now = time.monotonic()
        self.look(now)
        self.assertEqual(self.watch.due().evidence, ("silent: x",))
        self.watch.told(self.watch.due())
        self.assertGreaterEqual(peer.said_at, now)
        self.look(now, proof=None)
        self.assertIsNone(self.watch.due())

    def test_a_refused_report_takes_a_look_that_began_later(self):
        self.watch.heartbeat = mock.Mock()
        self.watch.heartbeat.source_check.return_value = (), ()
        self.watch.heartbeat.accused.return_value = [(mock.Mock(), ())]
        before = time.monotonic()
        self.watch.refused()
        self.look(before)
        self.assertIsNone(self.watch.due())
        self.look(time.monotonic())
        self.assertIsNotNone(self.watch.due())


class InstantTest(unittest.TestCase):
    def test_reads_any_fraction(self):
        self.assertEqual(metadata.instant("1970-01-01T00:01:00Z"), 60)
        self.assertEqual(metadata.instant("1970-01-01T00:01:00.123456789Z"), 60.123456789)


if __name__ == "__main__":
    unittest.main()
