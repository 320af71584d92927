"""A link copies one zone's connections to or from one peer: a conntrackd of its own."""
import ctypes
import ipaddress
import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
from typing import NamedTuple, Tuple

import forwarding

# What a link is there for now. KEEP: the copy is current. TAKE: the zone is about to come here,
# its peer may be dead; FETCH: the same by plan, so the peer is asked for all it has. GIVE: the
# zone is carried elsewhere. LEAVE: another link takes the daemon over. END: it is ended.
KEEP, TAKE, FETCH, GIVE, LEAVE, END = range(6)

PREPARED_SECONDS = 3
ARRIVAL_SECONDS = 5
STALE_SECONDS = 10
LOOK_SECONDS = 10
SETTLED_LOOKS = 5

CONFIGURATION = """Sync { Mode FTFW { DisableExternalCache no }
 UDP { IPv4_address %s
  IPv4_Destination_Address %s
  Port %d
  Interface %s
  SndSocketBuffer 4194304
  RcvSocketBuffer 4194304
  Checksum on } }
General { HashSize %d
 HashLimit %d
 Syslog off
 LockFile %s.lock
 UNIX { Path %s.sock }
 NetlinkBufferSize 8388608
 NetlinkBufferSizeMaxGrowth 33554432
 Filter From Kernelspace { Protocol Accept { TCP
  UDP
  ICMP }
  Address Ignore {%s } } }
"""


class Spec(NamedTuple):
    role: str
    port: int
    here: str
    peer: str
    networks: Tuple[str, ...]
    vpc: Tuple[str, ...]


class Link(threading.Thread):
    def __init__(self, spec, place, goal, before=None):
        super().__init__(daemon=True)
        self.spec, self.goal = spec, goal
        self.sends = self.holds = self.fault = None
        self.moving = False
        self._command, folder = place
        self._path = "%s%d" % (folder, spec.port)
        self._before, self._process = before, None
        self._received, self._heard_at = "0", None
        self._wake = threading.Event()
        self._asked = self._done = 0
        self._asked_at = 0.0
        self.ask(goal)
        self.start()

    def ask(self, goal):
        self.goal, self._asked_at = goal, time.monotonic()
        self._asked += 1
        self._wake.set()

    def prepared(self):
        """Whether what was asked last is done, or has had its time."""
        return self._done == self._asked or time.monotonic() > self._asked_at + PREPARED_SECONDS

    def lag(self):
        """Seconds since a sign of life of the peer's conntrackd, or None."""
        return None if self._heard_at is None else time.monotonic() - self._heard_at

    def run(self):
        if self._before:
            self._before.join()
        look_at, wait = 0.0, 1
        while self.goal < LEAVE:
            asked = self._asked
            try:
                if self._wake.is_set() or not running(self._path):
                    self.moving = True
                    self._wake.clear()
                    asked = self._asked
                    self._revive()
                    self._pursue(asked)
                    self.moving = False
                elif time.monotonic() >= look_at:
                    self._look()
                    look_at = time.monotonic() + LOOK_SECONDS
                self.fault, wait = None, 1
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                if str(error) != self.fault:
                    self.fault = str(error)
                    self._say(self.fault)
                wait = min(60, wait * 2)
            self._done = asked
            self._wake.wait(wait)
        if self.goal == END:
            self._end()
            self._say("ended")

    def _pursue(self, asked):
        goal = self.goal
        if goal != TAKE:
            self._fetch()
        if goal in (TAKE, FETCH):
            news = self._look()
            self._commit()
            self._done = asked
            self._arrives(ARRIVAL_SECONDS)
            if not self._wake.is_set():
                if self._look() != news:  # born or changed while traffic still went the old way
                    self._commit()
                # A daemon does not send what it committed itself; what it held is not needed.
                for step in ("-R", "-f external", "-B"):
                    self._tell(step)
        self._done = asked
        if goal == GIVE:
            while self._arrives(STALE_SECONDS):
                if self._wake.wait(STALE_SECONDS):
                    return
            if not self._wake.is_set():
                for network in self.spec.networks:
                    _run(("conntrack", "-D", "-s", network), 30, (0, 1))
                self._tell("-n")

    def _fetch(self):
        self._tell("-n")
        same, last, until = 0, None, time.monotonic() + PREPARED_SECONDS - 1
        while same < SETTLED_LOOKS and time.monotonic() < until and not self._wake.wait(0.04):
            news = self._look()
            same, last = same + 1 if news == last else 0, news

    def _look(self):
        """Takes in the daemon's statistics and answers what changes with its copy."""
        text = self._tell("-s")
        # Of each cache: active, then created, updated and destroyed, each with its failures.
        counts = re.findall(r":\s+(\d+)", text)
        self.sends, self.holds = int(counts[0]), int(counts[7])
        received = re.search(r"(\d+) Pckts recv", text).group(1)
        if received != self._received:
            self._received, self._heard_at = received, time.monotonic()
        return counts[8:11:2]

    def _commit(self):
        began = time.monotonic()
        self._tell("-c")
        self._say("committed in %d ms" % ((time.monotonic() - began) * 1000))

    def _revive(self):
        """Has a daemon run as it should; what one with other settings holds is not lost."""
        text = self._configuration()
        if running(self._path):
            with open(self._path + ".conf", encoding="ascii") as file:
                if file.read() == text:
                    return
            if self.goal in (TAKE, FETCH):
                self._commit()
        self._end()
        with open(self._path + ".conf", "w", encoding="ascii") as file:
            file.write(text)
        with open(self._path + ".log", "w", encoding="ascii") as log:
            self._process = subprocess.Popen(
                [self._command, "-C", self._path + ".conf"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        with open(self._path + ".pid", "w", encoding="ascii") as file:
            file.write(str(self._process.pid))
        self._received, self._heard_at = "0", None
        until = time.monotonic() + 3
        while True:
            try:
                self._look()
                break
            except OSError:
                if self._process.poll() is not None or time.monotonic() > until:
                    with open(self._path + ".log", encoding="ascii", errors="replace") as log:
                        raise OSError("conntrackd ended: " + log.read()[-300:].strip()) from None
                time.sleep(0.02)
        self._tell("-n")
        self._tell("-B")
        self._say("started")

    def _end(self):
        end(self._path)
        if self._process:
            self._process.wait()

    def _configuration(self):
        with open("/proc/sys/net/netfilter/nf_conntrack_max", encoding="ascii") as file:
            most = int(file.read())
        spec = self.spec
        ignored = ["127.0.0.0/8"] + outside(spec.vpc, spec.networks)
        return CONFIGURATION % (
            spec.here,
            spec.peer,
            spec.port,
            forwarding.default_interface(),
            max(1024, most // 8),
            most * 2,
            self._path,
            self._path,
            "".join("\n  IPv4_address " + network for network in ignored),
        )

    def _arrives(self, seconds):
        """Whether a packet of the zone for the world outside comes before anything is asked."""
        steps = _match(12, self.spec.networks, 0) + _match(16, self.spec.vpc, 1) + [(6, 0, 0, 0)]
        code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
        with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM) as packets:
            program = struct.pack("HL", len(steps), ctypes.addressof(code))
            packets.setsockopt(socket.SOL_SOCKET, 26, program)  # SO_ATTACH_FILTER
            packets.bind((forwarding.default_interface(), 0x0800))
            packets.settimeout(0.01)
            until = time.monotonic() + seconds
            while time.monotonic() < until and not self._wake.is_set():
                try:
                    packets.recv(1)
                    return True
                except socket.timeout:
                    pass
        return False

    def _tell(self, words):
        command = [self._command, "-C", self._path + ".conf"] + words.split()
        return _run(command, 30, (0,))

    def _say(self, text):
        spec = self.spec
        print("nat-failover: state, %s %s:%d: %s" % (spec.role, spec.peer, spec.port, text),
              flush=True)


def outside(vpc, networks):
    """The parts of the VPC that are none of these networks."""
    parts = [ipaddress.ip_network(part) for part in vpc]
    for network in map(ipaddress.ip_network, networks):
        parts = [
            rest
            for part in parts
            for rest in (
                part.address_exclude(network) if network.subnet_of(part)
                else [] if part.subnet_of(network) else [part]
            )
        ]
    return [str(part) for part in sorted(parts)]


def _match(offset, networks, otherwise):
    """BPF: goes on behind this when the address there is in a network, else answers."""
    steps = []
    for left, network in zip(range(len(networks), 0, -1), map(ipaddress.ip_network, networks)):
        steps += [
            (0x20, 0, 0, offset),
            (0x54, 0, 0, int(network.netmask)),
            (0x15, 3 * left - 2, 0, int(network.network_address)),
        ]
    return steps + [(6, 0, 0, otherwise)]


def running(path):
    """The process id of the daemon with this configuration, whoever started it, or None."""
    try:
        with open(path + ".pid", encoding="ascii") as file:
            number = int(file.read())
        with open("/proc/%d/cmdline" % number, "rb") as file:
            return number if (path + ".conf").encode() in file.read().split(b"\0") else None
    except (OSError, ValueError):
        return None


def end(path):
    for attempt in range(200):
        number = running(path)
        if number is None:
            break
        os.kill(number, signal.SIGKILL if attempt > 100 else signal.SIGTERM)
        time.sleep(0.02)
    for kind in (".pid", ".lock", ".sock"):
        try:
            os.unlink(path + kind)
        except FileNotFoundError:
            pass


def _run(command, seconds, right):
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode not in right:
        raise OSError("%s: %s" % (" ".join(command), done.stdout.strip()[-300:]))
    return done.stdout
