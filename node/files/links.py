"""A link copies one zone's connections to or from one peer: a conntrackd of its own."""
import contextlib
import ipaddress
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple, Tuple

import forwarding

# What a link is there for. TAKE: the zone is, or is about to be, carried here. GIVE: elsewhere.
# LEAVE: another link takes the daemon over. END: its peer is gone from the tags.
TAKE, GIVE, LEAVE, END = range(4)

PREPARED_SECONDS, STALE_SECONDS, ROUND_SECONDS = 3, 10, 5
LOOK_SECONDS, LOOKS, HURRIED_LOOK = 0.2, 25, 5
FAULTS = OSError, ValueError, subprocess.SubprocessError

CONFIGURATION = """Sync { Mode FTFW { }
 UDP { IPv4_address %s
  IPv4_Destination_Address %s
  Port %d
  Interface %s
  SndSocketBuffer 4194304
  RcvSocketBuffer 4194304 } }
General { HashSize %d
 HashLimit %d
 LockFile %s.lock
 UNIX { Path %s.sock }
 NetlinkBufferSize 8388608
 NetlinkBufferSizeMaxGrowth 33554432
 Filter From Kernelspace { Address Ignore { IPv4_address 127.0.0.0/8%s } } }
"""


class Spec(NamedTuple):
    role: str
    port: int
    here: str = ""
    peer: str = ""
    networks: Tuple[str, ...] = ()
    vpc: Tuple[str, ...] = ()


class Link(threading.Thread):
    def __init__(self, spec, place, goal, before=None):
        super().__init__(daemon=True)
        self._command, folder = place
        self._path = folder + str(spec.port)
        self._before = before
        self._received, self._heard_at = "0", None
        self._wake = threading.Event()
        self._asked = self._done = float("-inf")
        self.spec, self.goal = spec, None
        self.sends = self.holds = self.fault = None
        self.ask(goal)
        self.start()

    def ask(self, goal):
        now = time.monotonic()
        # A taking under way is not begun anew, with packets in it already.
        if goal == self.goal == TAKE and now < self._asked + LOOKS * LOOK_SECONDS:
            return
        self.goal, self._asked = goal, now
        self._wake.set()

    def prepared(self):
        """Whether what was asked last is done, or has had its time."""
        return self._done == self._asked or time.monotonic() > self._asked + PREPARED_SECONDS

    def lag(self):
        """Seconds since a sign of life of the peer's conntrackd, or None."""
        return None if self._heard_at is None else time.monotonic() - self._heard_at

    def run(self):
        if self._before:
            self._before.join()
        while self.goal < LEAVE:
            asked = self._asked
            try:
                if self._wake.is_set() or not running(self._path):
                    self._wake.clear()
                    asked = self._asked
                    self._revive()
                    (self._take if self.goal == TAKE else self._give)(asked)
                else:
                    self._look()
                self.fault = None
            except FAULTS as error:
                if self.fault:  # for the second time: what does not answer is started anew
                    end(self._path)
                if self.fault != str(error):
                    self.fault = str(error)
                    self._say(self.fault)
            self._done = asked
            self._wake.wait(ROUND_SECONDS)
        if self.goal == END:
            # The tags may know of a death before the beats do.
            with contextlib.suppress(*FAULTS):
                self._tell("-c")
            end(self._path)
            self._done = self._asked
            self._say("ended")

    def _take(self, asked):
        """Commits at once, as the peer may be dead; then what the peer still has to say."""
        committed, sent, last = self._look()[8:11:2], None, None
        self._tell("-c")
        self._say("committed")
        self._tell("-n")
        for look in range(1, LOOKS + 1):
            news = self._look()[8:11:2]  # created and updated by the peer
            # A peer that has nothing new has said all, or packets come this way by now.
            if news == last or look in (HURRIED_LOOK, LOOKS):
                if news != committed:
                    self._tell("-c")
                self._done = asked
                # A daemon does not send by itself what it has committed.
                if news != sent:
                    self._tell("-R")
                    self._tell("-B")
                committed = sent = news
            last = news
            if self._wake.wait(LOOK_SECONDS):
                return
        self._tell("-f external")

    def _give(self, asked):
        """Deletes what the zone has here, once nothing is born or changes of it any more."""
        self._done, last = asked, None
        while not self._wake.wait(STALE_SECONDS):
            news = self._look()[1:4:2]
            if news == last:
                for network in self.spec.networks:
                    command = "conntrack", "-D", "-s", network
                    subprocess.run(command, capture_output=True, timeout=30, check=False)
                self._tell("-n")
                return
            last = news

    def _look(self):
        """Takes in and answers the daemon's statistics.

        Of each cache, own and peer's: active, then created, updated, destroyed, each with its
        failures.
        """
        text = self._tell("-s", 5)
        counts = [int(count) for count in re.findall(r":\s+(\d+)", text)]
        self.sends, self.holds = counts[0], counts[7]
        received = re.search(r"(\d+) Pckts recv", text)[1]
        if received != self._received:
            self._received, self._heard_at = received, time.monotonic()
        return counts

    def _revive(self):
        """Has a daemon run as it should; what one with other settings holds is not lost."""
        text, file = self._configuration(), Path(self._path + ".conf")
        if running(self._path):
            if file.read_text() == text:
                return
            if self.goal == TAKE:
                self._tell("-c")
        end(self._path)
        file.write_text(text)
        log = Path(self._path + ".log")
        with log.open("w") as output:
            daemon = subprocess.Popen(
                [self._command, "-C", file], stdout=output, stderr=output, start_new_session=True
            )
        Path(self._path + ".pid").write_text(str(daemon.pid))
        self._received, self._heard_at = "0", None
        for _ in range(100):
            time.sleep(0.02)
            if not running(self._path):
                raise OSError("conntrackd ended: " + log.read_text()[-300:].strip())
            with contextlib.suppress(OSError):
                self._look()
                break
        self._tell("-n")
        self._tell("-B")
        self._say("started")

    def _configuration(self):
        most = int(Path("/proc/sys/net/netfilter/nf_conntrack_max").read_text())
        spec = self.spec
        return CONFIGURATION % (
            spec.here,
            spec.peer,
            spec.port,
            forwarding.default_interface(),
            max(1024, most // 8),
            most * 2,
            self._path,
            self._path,
            "".join("\n  IPv4_address %s" % part for part in outside(spec.vpc, spec.networks)),
        )

    def _tell(self, words, seconds=30):
        command = [self._command, "-C", self._path + ".conf"] + words.split()
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, check=False
        )
        if done.returncode:
            raise OSError("%s: %s" % (" ".join(command), done.stderr.strip()[-300:]))
        return done.stdout

    def _say(self, text):
        place = self.spec.role, self.spec.peer, self.spec.port, text
        print("nat-failover: state, %s %s:%d: %s" % place, flush=True)


def outside(vpc, networks):
    """The parts of the VPC that are none of these networks."""
    parts = [ipaddress.ip_network(part) for part in vpc]
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
    number = running(path)
    while number:
        os.kill(number, signal.SIGKILL)
        time.sleep(0.02)
        number = running(path)
    for kind in (".pid", ".lock", ".sock"):
        Path(path + kind).unlink(missing_ok=True)
