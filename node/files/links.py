"""A link copies one zone's connections to or from one peer: a conntrackd of its own."""
import contextlib
import ipaddress
import os
import re
import signal
import subprocess
import threading
from collections import namedtuple
from pathlib import Path
from time import monotonic, sleep

import flows
import forwarding

# What a link is there for. TAKE: the zone is, or is about to be, carried here. GIVE: elsewhere.
# LEAVE: another link takes the daemon over. END: its peer is gone from the tags.
TAKE, GIVE, LEAVE, END = range(4)

PREPARED_SECONDS, STALE_SECONDS, ROUND_SECONDS = 3, 10, 5
TAKE_SECONDS, LOOK_SECONDS = 10, 0.2
MOST_PARTS = 80  # of more the filter loses some, without a word
FAULTS = OSError, ValueError, subprocess.SubprocessError
# Whether the kernel tracks a connection that it meets in mid-stream.
PICK_UP = Path("/proc/sys/net/netfilter/nf_conntrack_tcp_loose")

CONFIGURATION = """Sync { Mode FTFW { }
 UDP { IPv4_address %s
  IPv4_Destination_Address %s
  Port %d
  Interface %s
  SndSocketBuffer 33554432
  RcvSocketBuffer 33554432 } }
General { HashSize 32768
 HashLimit %d
 LockFile %s.lock
 UNIX { Path %s.sock }
 NetlinkBufferSize 33554432
 NetlinkBufferSizeMaxGrowth 33554432
 NetlinkOverrunResync 5
 Filter From Kernelspace { Address Ignore { IPv4_address 127.0.0.0/8%s } } }
"""


Spec = namedtuple("Spec", "role peer port here virtual networks vpc")


def pick_up(guess):
    with contextlib.suppress(OSError):  # as in a kernel that tracks nothing yet
        PICK_UP.write_text("01"[guess])


class Link(threading.Thread):
    def __init__(self, spec, place, goal, before=None):
        super().__init__(daemon=True)
        self.spec, self._before = spec, before
        self._command, folder = place
        self._path = "%s/%d" % (folder, spec.port)
        self._wake = threading.Event()
        self._asked = self._done = self._heard_at = self.taken_at = float("-inf")
        self.goal = self.fault = self._stale = None
        self.sends = self.holds = self._received = 0
        self.ask(goal)
        self.start()

    def ask(self, goal):
        now = monotonic()
        # A taking under way is not begun anew, with packets in it already.
        if goal == self.goal == TAKE and now < self._asked + TAKE_SECONDS:
            return
        self.goal, self._asked = goal, now
        self._wake.set()

    def prepared(self):
        """Whether what was asked last is done, or has had its time."""
        return self._done == self._asked or monotonic() > self._asked + PREPARED_SECONDS

    def lag(self):
        """Seconds since a sign of life of the peer's conntrackd."""
        return monotonic() - self._heard_at

    def run(self):
        forwarding.come_first()
        if self._before:
            self._before.join()
        while True:
            self._wake.clear()
            asked = self._asked  # before its goal, which is written first
            if self.goal >= LEAVE:
                break
            try:
                if asked != self._done or self.fault or not running(self._path):
                    self._revive()
                    (self._take if self.goal == TAKE else self._give)(asked)
                else:
                    self._look()
                self.fault = None
            except FAULTS as error:
                if self.fault:  # for the second time: what does not answer is started anew
                    end(self._path)
                else:
                    self._say(error)
                self.fault = str(error)
            self._done = asked
            self._wake.wait(ROUND_SECONDS)
        if self.goal == END:
            # The tags may know of a death before the beats do.
            with contextlib.suppress(*FAULTS):
                if self.spec.role == "pred":
                    self._track(set())
            end(self._path)
            self._done = self._asked
            self._say("ended")

    def _take(self, asked):
        """Tracks what the peer has told of, at once as it may be dead; then what it adds."""
        known, until = set(), monotonic() + TAKE_SECONDS
        while monotonic() < until:
            began = monotonic()
            self._track(known)
            if asked != self._done:
                self._done, self.taken_at = asked, monotonic()
                pick_up(True)
                words = len(known), 1000 * (monotonic() - began)
                self._say("%d connections taken over in %d ms" % words)
            self._look()
            if self._wake.wait(max(LOOK_SECONDS, 4 * (monotonic() - began))):
                return
        if known:  # else the daemon may have been unable to show anything
            self._tell("-f external")

    def _track(self, known):
        # What is left of a connection that has ended elsewhere would refuse one of its ports.
        flows.take(self._tell("-e"), self.spec.virtual, known, self._stale)
        self._stale = False

    def _give(self, asked):
        """Deletes what the zone has here, once nothing is born or changes of it any more."""
        self._stale = self.taken_at > 0
        self._hear_out()  # what came while the zone was here has been dropped
        self._done, last = asked, None
        while not self._wake.wait(STALE_SECONDS):
            news = self._look()[1:4:2]
            if news == last:
                for network in self.spec.networks:
                    command = "conntrack", "-D", "-s", network
                    subprocess.run(command, capture_output=True, timeout=30)
                self._stale = False
                return
            last = news

    def _hear_out(self):
        """Has the peer tell all it has."""
        self._tell("-n")
        last = None
        while last != self.holds and not self._wake.wait(LOOK_SECONDS):
            last = self.holds
            self._look()

    def _look(self):
        """Takes in and answers the daemon's statistics.

        Of each cache, own and peer's: active, then created, updated, destroyed, each with its
        failures.
        """
        text = self._tell("-s", 5)
        counts = [int(count) for count in re.findall(r":\s+(\d+)", text)]
        self.sends, self.holds = counts[0], counts[7]
        received = int(re.search(r"(\d+) Pckts recv", text)[1])
        if received != self._received:
            self._received, self._heard_at = received, monotonic()
        return counts

    def _revive(self):
        """Has a daemon run as it should; what one with other settings holds is not lost."""
        text, file = self._configuration(), Path(self._path + ".conf")
        if running(self._path):
            if file.read_text() == text:
                return
            if self.goal == TAKE:
                self._track(set())
        end(self._path)
        file.write_text(text)
        with open(self._path + ".log", "w") as log:
            daemon = subprocess.Popen(
                [self._command, "-C", file], stdout=log, stderr=log, start_new_session=True
            )
        Path(self._path + ".pid").write_text(str(daemon.pid))
        self._received, self._heard_at = 0, float("-inf")
        for _ in range(100):
            if os.path.exists(self._path + ".sock"):
                break
            sleep(0.02)
        # By itself it comes before all else, the agent's beats and what forwards packets too. Now
        # it does not, by policy 0, SCHED_OTHER.
        os.sched_setscheduler(daemon.pid, 0, os.sched_param(0))
        self._tell("-B")
        if self.goal == TAKE:
            self._hear_out()
        self._say("started")

    def _configuration(self):
        most = int(Path("/proc/sys/net/netfilter/nf_conntrack_max").read_text())
        _, peer, port, here, _, networks, vpc = self.spec
        parts = outside(vpc, networks)
        if len(parts) > MOST_PARTS:
            raise ValueError("%d networks to ignore are too many" % len(parts))
        ignored = "".join("\n  IPv4_address %s" % part for part in parts)
        interface, path = forwarding.default_interface(), self._path
        return CONFIGURATION % (here, peer, port, interface, most * 2, path, path, ignored)

    def _tell(self, words, seconds=30):
        command = [self._command, "-C", self._path + ".conf"] + words.split()
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
        if done.returncode:
            why = done.stderr + Path(self._path + ".log").read_text()
            raise OSError("conntrackd %s: %s" % (words, why.strip()[-300:]))
        return done.stdout

    def _say(self, text):
        print("nat-failover: link to %s, %s: %s" % (self.spec[0], self.spec[1], text), flush=True)


def outside(vpc, networks):
    """The parts of the VPC that are none of these networks."""
    parts = list(ipaddress.collapse_addresses(map(ipaddress.ip_network, vpc)))
    for network in map(ipaddress.ip_network, networks):
        for part in parts[:]:
            if part.overlaps(network):
                parts.remove(part)
                if network.subnet_of(part):
                    parts += part.address_exclude(network)
    return parts


def running(path):
    """The process id of the daemon with this configuration, whoever started it, or None."""
    try:
        number = int(Path(path + ".pid").read_text())
        command = Path("/proc/%d/cmdline" % number).read_text()
        return number if path + ".conf" in command else None
    except (OSError, ValueError):
        return None


def end(path):
    while number := running(path):
        os.kill(number, signal.SIGKILL)
        sleep(0.02)
    for kind in (".pid", ".lock", ".sock"):
        Path(path + kind).unlink(missing_ok=True)
