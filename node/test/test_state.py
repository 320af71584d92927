import glob
import os
import pathlib
import tempfile
import threading
import time
import unittest
import warnings
from types import SimpleNamespace
from unittest import mock

import keeper
import links
from layout import Layout, Zone

HOME, ADOPTS = Zone(1, ("10.40.2.0/24",)), Zone(3, ("10.40.6.0/24", "10.40.8.0/23"))
VPC = ("10.40.0.0/16",)
# A daemon is to outlive whoever has started it.
warnings.filterwarnings("ignore", "subprocess .* still running", ResourceWarning)
RING = (("pred", "10.40.5.9"), ("succ", "10.40.3.9"), ("spare", "10.40.1.8"))


def layout(peers=RING, adopts=ADOPTS):
    return Layout("10.40.1.9", "10.40.1.99", VPC, HOME, adopts, peers)


# Stands in for conntrackd: keeps what it is told in a file, and has statistics from another.
DAEMON = """#!/bin/sh
conf=$2 folder=${2%/*}
shift 2
printf '%s\\n' "${*:-start}" >>"$folder/told"
if [ $# = 0 ]; then
  : >"${conf%.conf}.sock"
  exec tail -f "$conf"
fi
if [ -e "$folder/deaf" ]; then exit 1; fi
if [ "$1" = -e ]; then echo shown; fi
if [ "$1" = -s ]; then
  born=0
  if [ -e "$folder/busy" ]; then born=$(grep -c -e -s "$folder/told"); fi
  held=2
  if [ -e "$folder/growing" ]; then held=$(grep -c -e -s "$folder/told"); fi
  sed "s/BORN/$born/; s/HELD/$held/" "$folder/statistics"
fi
"""


class FakeLink:
    """Takes note of what it is asked."""

    def __init__(self, spec, place, goal, before=None):
        self.spec, self.goal, self.before = spec, goal, before
        self.asked, self.fault, self.taken_at = [], None, float("-inf")
        self.sends, self.holds, self.age, self.done = 7, 8, 1.0, True

    def ask(self, goal):
        self.asked.append(goal)
        self.goal = goal

    def prepared(self):
        return self.done

    def lag(self):
        return self.age


class PlanTest(unittest.TestCase):
    def test_each_zone_and_peer_has_a_link_with_that_zone_alone(self):
        planned = keeper.plan(layout())
        self.assertEqual(
            {port: (spec.role, spec.peer, spec.networks) for port, spec in planned.items()},
            {
                3783: ("pred", "10.40.5.9", ADOPTS.networks),
                3781: ("succ", "10.40.3.9", HOME.networks),
                3811: ("spare", "10.40.1.8", HOME.networks),
            },
        )

    def test_without_a_zone_to_adopt_nothing_is_taken_from_the_predecessor(self):
        self.assertEqual(set(keeper.plan(layout(adopts=None))), {3781, 3811})

    def test_in_a_ring_of_two_the_one_peer_has_a_link_each_way(self):
        both = (("pred", "10.40.3.9"), ("succ", "10.40.3.9"))
        self.assertEqual(set(keeper.plan(layout(both))), {3781, 3783})


class OutsideTest(unittest.TestCase):
    def test_is_all_of_the_vpc_but_the_networks(self):
        found = links.outside(("10.0.0.0/22", "10.9.0.0/24"), ("10.0.1.0/24", "10.9.0.0/16"))
        self.assertEqual(sorted(map(str, found)), ["10.0.0.0/24", "10.0.2.0/23"])

    def test_a_network_beyond_the_vpc_takes_nothing_away(self):
        found = links.outside(("10.0.0.0/24",), ("172.16.0.0/24",))
        self.assertEqual(list(map(str, found)), ["10.0.0.0/24"])


class KeeperTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.TemporaryDirectory()
        self.addCleanup(self.root.cleanup)
        patched = mock.patch("links.Link", FakeLink)
        patched.start()
        self.addCleanup(patched.stop)
        self.keeper = keeper.Keeper(SimpleNamespace(root=self.root.name, conntrackd="/conntrackd"))
        self.keeper.carry(False, False)

    def link(self, role):
        return next(k for k in self.keeper._links.values() if k.spec.role == role)

    def test_who_holds_a_copy_does_not_guess_until_it_is_taken(self):
        self.keeper.carry(True, False)
        self.keeper.follow(layout())
        pick_up = pathlib.Path(self.root.name + "/pick-up")
        with mock.patch("links.PICK_UP", pick_up):
            for link in self.keeper._links.values():
                link.age = 1.0
            self.keeper.tick()
            self.assertEqual(pick_up.read_text(), "0")
            self.link("pred").taken_at = time.monotonic()
            self.keeper.tick()
            self.assertEqual(pick_up.read_text(), "1")
            self.link("pred").taken_at = float("-inf")
            self.keeper.tick()
            self.assertEqual(pick_up.read_text(), "0")
            self.link("succ").age = 60.0  # nobody copies its own zone
            self.keeper.tick()
            self.assertEqual(pick_up.read_text(), "1")

    def test_a_setting_that_cannot_be_written_does_not_end_the_agent(self):
        self.keeper.carry(True, False)
        self.keeper.follow(layout())
        nowhere = pathlib.Path(self.root.name + "/no-such-folder/pick-up")
        with mock.patch("links.PICK_UP", nowhere):
            self.keeper.tick()
        self.assertFalse(nowhere.exists())

    def test_a_silent_predecessor_is_taken_over_at_once_and_given_back_when_heard(self):
        self.keeper.carry(True, False)
        self.keeper.follow(layout())
        self.keeper.peer_silent("pred")
        self.keeper.peer_heard("pred")
        self.assertEqual(self.link("pred").asked, [links.TAKE, links.GIVE])

    def test_a_peer_that_is_heard_first_is_given_nothing(self):
        self.keeper.follow(layout())
        self.keeper.peer_heard("pred")
        self.assertEqual(self.link("pred").asked, [])

    def test_what_the_tag_says_is_carried_is_not_given_back_to_a_peer_that_returns(self):
        self.keeper.follow(layout())
        self.keeper.peer_silent("pred")
        self.keeper.carry(True, True)
        self.keeper.peer_heard("pred")
        self.assertNotIn(links.GIVE, self.link("pred").asked)

    def test_a_carrier_takes_nothing_from_its_successor_or_spare(self):
        self.keeper.carry(True, False)
        self.keeper.follow(layout())
        for role in ("succ", "spare"):
            self.keeper.peer_silent(role)
            self.assertEqual(self.link(role).asked, [])

    def test_a_spare_takes_over_from_a_carrier_that_falls_silent(self):
        self.keeper.follow(layout((("spare", "10.40.1.8"),), None))
        self.keeper.peer_silent("spare")
        self.assertEqual(self.link("spare").asked, [links.TAKE])

    def test_what_it_carries_at_the_start_is_fetched_from_both_its_peers(self):
        self.keeper.carry(True, False)
        self.keeper.follow(layout())
        goals = {role: self.link(role).goal for role, _ in RING}
        self.assertEqual(
            goals, {"pred": links.GIVE, "succ": links.TAKE, "spare": links.TAKE}
        )

    def test_a_zone_that_is_lost_is_given_back_and_no_other(self):
        self.keeper.carry(True, True)
        self.keeper.follow(layout())
        self.keeper.carry(True, False)
        self.assertEqual(self.link("pred").asked, [links.GIVE])
        self.assertEqual(self.link("succ").asked, [])

    def test_only_the_link_whose_peer_changed_is_replaced_and_waits_for_the_old_one(self):
        self.keeper.follow(layout())
        before = dict(self.keeper._links)
        self.keeper.follow(layout((("pred", "10.40.5.77"),) + RING[1:]))
        self.assertIs(self.keeper._links[3781], before[3781])
        self.assertIs(self.keeper._links[3783].before, before[3783])
        self.assertEqual(before[3783].asked, [links.LEAVE])

    def test_a_link_without_a_peer_is_ended_and_waited_for_when_it_comes_again(self):
        self.keeper.follow(layout())
        spare = self.link("spare")
        self.keeper.follow(layout(RING[:2]))
        self.assertEqual(spare.asked, [links.END])
        self.keeper.follow(layout())
        self.assertIs(self.link("spare").before, spare)

    def test_no_link_starts_before_it_is_known_what_is_carried(self):
        early = keeper.Keeper(SimpleNamespace(root=self.root.name, conntrackd="/conntrackd"))
        early.follow(layout())
        self.assertEqual(early.report(), ("state: none, the tags name no peer",))
        early.carry(False, True)
        goals = {k.spec.role: k.goal for k in early._links.values()}
        self.assertEqual(
            goals, {"pred": links.TAKE, "succ": links.GIVE, "spare": links.GIVE}
        )

    def test_prepared_tells_home_from_foreign(self):
        self.keeper.follow(layout())
        self.link("succ").done = False
        self.assertEqual(self.keeper.prepared(), (False, True))

    def test_the_report_says_what_would_survive(self):
        self.keeper.carry(True, False)
        self.keeper.follow(layout())
        self.link("spare").age = float("inf")
        self.assertEqual(
            set(self.keeper.report()),
            {
                "state: shared with pred: 8 connections held, 7 sent",
                "state: shared with succ: 8 connections held, 7 sent",
                "state: not shared with spare: its conntrackd does not answer",
            },
        )

    def test_without_conntrackd_it_is_prepared_at_once_and_says_so(self):
        none = keeper.Keeper(SimpleNamespace(root=self.root.name, conntrackd=""))
        none.carry(True, True)
        none.follow(layout())
        none.peer_silent("pred")
        self.assertEqual(none.prepared(), (True, True))
        self.assertEqual(none.report(), ("state: none, conntrackd is switched off",))
        self.assertEqual(none.metrics(), {})

    def test_links_start_when_conntrackd_comes_late(self):
        come = threading.Event()
        with mock.patch("keeper.FIRST_SECONDS", 0), mock.patch("keeper.AGAIN_SECONDS", 0.01), \
                mock.patch("keeper.INSTALL", "true"), \
                mock.patch("shutil.which", lambda name: "/c" if come.is_set() else None):
            late = keeper.Keeper(SimpleNamespace(root=self.root.name, conntrackd=None))
            late.carry(False, False)
            late.follow(layout())
            self.assertEqual(late.report(), ("state: none, conntrackd is not installed",))
            come.set()
            until = time.monotonic() + 10
            while not late.metrics() and time.monotonic() < until:
                threading.Event().wait(0.01)
        self.assertEqual(len(late.metrics()), 9)


class LinkTest(unittest.TestCase):
    """A link with a daemon that is a fake, at a tenth of the time."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name + "/"
        self.daemon = self.folder + "conntrackd"
        self.write("conntrackd", DAEMON)
        self.write("conntrack", "#!/bin/sh\necho delete $3 >>%stold\n" % self.folder)
        for name in ("conntrackd", "conntrack"):
            os.chmod(self.folder + name, 0o755)
        path = self.folder + ":" + os.environ["PATH"]
        self.enter(mock.patch.dict(os.environ, {"PATH": path}))
        self.write("told", "")
        self.counts(0)
        for name, value in (
            ("LOOK_SECONDS", 0.02), ("ROUND_SECONDS", 0.05),
            ("STALE_SECONDS", 0.1), ("TAKE_SECONDS", 0.1),
        ):
            self.enter(mock.patch("links." + name, value))
        self.enter(mock.patch("links.PICK_UP", pathlib.Path(self.folder + "pick-up")))
        self.enter(mock.patch("builtins.print"))
        self.take = self.enter(mock.patch("flows.take"))
        self.take.side_effect = lambda shown, address, known, anew: known.add(shown)
        self.configuration = self.enter(
            mock.patch("links.Link._configuration", return_value="as it is")
        )

    def enter(self, patched):
        self.addCleanup(patched.stop)
        return patched.start()

    def write(self, name, text):
        with open(self.folder + name + ".new", "w", encoding="ascii") as file:
            file.write(text)
        os.replace(self.folder + name + ".new", self.folder + name)

    def counts(self, from_peer):
        counts = (1, "BORN", 0, 0, 0, 0, 0, "HELD", from_peer, 0, 0, 0, 0, 0)
        words = "".join("count: %s\n" % count for count in counts)
        self.write("statistics", words + "5 Pckts recv")

    def told(self, looks=False):
        with open(self.folder + "told", encoding="ascii") as file:
            return [line for line in file.read().splitlines() if looks or line != "-s"]

    def link(self, goal, before=None):
        address = b"\xc0\0\2\3"
        spec = links.Spec("pred", "10.40.5.9", 3783, "10.40.1.9", address, ("192.0.2.0/30",), VPC)
        link = links.Link(spec, (self.daemon, self.folder[:-1]), goal, before)
        self.addCleanup(link.join)
        self.addCleanup(link.ask, links.END)
        return link

    def wait(self, condition):
        until = time.monotonic() + 20
        while not condition():
            self.assertLess(time.monotonic(), until, self.told())
            threading.Event().wait(0.01)

    def test_a_taking_asks_the_daemon_what_the_peer_has_and_in_the_end_drops_it(self):
        self.link(links.TAKE)
        self.wait(lambda: "-f external" in self.told())
        told = self.told()
        self.assertEqual([*told[:4], told[-1]], ["start", "-B", "-n", "-e", "-f external"])
        self.assertEqual(set(told[4:-1]) | {"-e"}, {"-e"})
        text, address, known, _ = self.take.call_args[0]
        self.assertEqual((text, address, known), ("shown\n", b"\xc0\0\2\3", {"shown\n"}))

    def test_a_daemon_that_shows_nothing_keeps_what_it_holds(self):
        self.take.side_effect = None
        link = self.link(links.TAKE)
        self.wait(lambda: self.told(True).count("-s") > 8)
        self.assertTrue(link.prepared())
        self.assertNotIn("-f external", self.told())

    def test_a_daemon_that_was_started_has_heard_its_peer_out_before_anything_is_taken(self):
        self.write("growing", "")
        self.link(links.TAKE)
        self.wait(lambda: self.told(True).count("-s") > 4)
        self.assertEqual(self.told(), ["start", "-B", "-n"])
        os.unlink(self.folder + "growing")
        self.wait(lambda: "-e" in self.told())

    def test_once_the_copy_is_taken_what_was_not_copied_is_tracked_in_mid_stream(self):
        link = self.link(links.TAKE)
        self.wait(lambda: self.picks_up() == "1")
        self.assertIn("-e", self.told())
        self.assertLessEqual(link.taken_at, time.monotonic())

    def picks_up(self):
        path = pathlib.Path(self.folder + "pick-up")
        return path.exists() and path.read_text()

    def test_what_the_peer_adds_is_taken_too(self):
        seen = []
        self.take.side_effect = lambda shown, address, known, anew: seen.append(known)
        with mock.patch("links.TAKE_SECONDS", 1000):
            link = self.link(links.TAKE)
            self.wait(lambda: len(seen) > 2)
            link.ask(links.GIVE)
        self.assertTrue(all(known is seen[0] for known in seen))

    def test_a_taking_under_way_is_not_begun_anew(self):
        with mock.patch("links.TAKE_SECONDS", 1000):
            link = self.link(links.TAKE)
            self.wait(lambda: "-e" in self.told())
            link.ask(links.TAKE)
            self.assertFalse(link._wake.is_set())
            self.wait(link.prepared)

    def test_a_zone_is_not_deleted_while_connections_are_born_of_it_here(self):
        self.write("busy", "")
        self.link(links.GIVE)
        self.wait(lambda: self.told(True).count("-s") > 4)
        self.assertEqual(self.told(), ["start", "-B", "-n"])
        os.unlink(self.folder + "busy")
        self.wait(lambda: self.told()[3:] == ["delete 192.0.2.0/30"])

    def test_a_zone_that_comes_back_soon_is_taken_in_place_of_what_is_left_of_it(self):
        with mock.patch("links.STALE_SECONDS", 1000), mock.patch("links.TAKE_SECONDS", 1000):
            link = self.link(links.TAKE)
            self.wait(lambda: len(self.taken()) > 1)
            link.ask(links.GIVE)
            self.wait(lambda: link._done == link._asked)
            self.assertFalse(any(self.taken()))
            before = len(self.taken())
            link.ask(links.TAKE)
            self.wait(lambda: len(self.taken()) > before + 2)
            link.ask(links.GIVE)
        self.assertEqual([bool(anew) for anew in self.taken()[before:before + 2]], [True, False])

    def test_a_zone_that_was_never_here_or_is_deleted_leaves_nothing_to_replace(self):
        link = self.link(links.GIVE)
        self.wait(lambda: self.told()[3:] == ["delete 192.0.2.0/30"])
        for deletions in (2, 3):
            link.ask(links.TAKE)
            self.wait(lambda: "-f external" in self.told()[-2:])
            link.ask(links.GIVE)
            self.wait(lambda: self.told().count("delete 192.0.2.0/30") == deletions)
        self.assertFalse(any(self.taken()))

    def taken(self):
        """Of each time that something was tracked, whether in place of what was there."""
        return [call[0][3] for call in self.take.call_args_list]

    def test_a_link_whose_peer_left_the_tags_takes_what_it_held_before_it_ends(self):
        link = self.link(links.GIVE)
        self.wait(lambda: self.told()[3:] == ["delete 192.0.2.0/30"])
        link.ask(links.END)
        link.join()
        self.assertEqual(self.told()[4:], ["-e"])
        self.take.assert_called_once()
        self.assertEqual(glob.glob(self.folder + "*.pid"), [])

    def test_a_link_that_is_taken_over_for_another_peer_takes_what_it_held(self):
        before = self.link(links.GIVE)
        self.wait(lambda: self.told()[3:] == ["delete 192.0.2.0/30"])
        before.ask(links.LEAVE)
        self.configuration.return_value = "with another peer"
        self.link(links.TAKE, before)
        self.wait(lambda: self.told().count("start") == 2)
        self.assertEqual(self.told()[4:6], ["-e", "start"])

    def test_a_daemon_that_does_not_answer_twice_is_started_anew(self):
        link = self.link(links.GIVE)
        self.wait(lambda: self.told()[3:] == ["delete 192.0.2.0/30"])
        self.write("deaf", "")
        self.wait(lambda: self.told().count("start") == 2)
        os.unlink(self.folder + "deaf")
        self.wait(lambda: link.fault is None)


class DaemonTest(unittest.TestCase):
    def test_a_process_id_that_is_another_programs_now_is_not_ours(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "3781")
            with open(path + ".pid", "w", encoding="ascii") as file:
                file.write(str(os.getpid()))
            self.assertIsNone(links.running(path))
            links.end(path)
            self.assertEqual(os.listdir(folder), [])

    def test_none_is_running_where_none_was_started(self):
        self.assertIsNone(links.running("/nowhere/3781"))
