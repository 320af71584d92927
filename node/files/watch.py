"""Looks at this node again and again, in a thread of its own; knows whether egress is proved."""
import ipaddress
import subprocess
import threading
import time

import egress
import events
import forwarding
import nat
from verdict import Health

LOOK_SECONDS, DOUBT_SECONDS, FRESH_SECONDS = 2, 0.5, 5


class Watch(threading.Thread):
    """Also what the reporter of the peers asks: who accuses must have egress himself."""

    def __init__(self, settings, bus, keeper, judge):
        super().__init__(daemon=True)
        self._settings, self._bus, self._keeper, self._judge = settings, bus, keeper, judge
        self.sender = self.layout = self.heartbeat = self._accused = None
        self.served = None  # the layout whose rules are in place
        self._now = threading.Event()
        self.look_now = self._now.set
        self._proved_at = self._doubted_at = float("-inf")

    def run(self):
        forwarding.come_first()
        while True:
            began = time.monotonic()
            doubt = self._judge(self._look(began), began)
            until = began + (DOUBT_SECONDS if doubt else LOOK_SECONDS)
            self._now.wait(max(0.0, until - time.monotonic()))
            self._now.clear()

    def _look(self, began):
        layout = self.layout
        symptoms, repairs, proofs = self._inspect(layout)
        proved = proofs and began >= self._doubted_at
        self._proved_at = began if proved else float("-inf")
        if self.heartbeat:
            faults, passed = self.heartbeat.source_check()
            symptoms, proofs = symptoms + faults, proofs + passed
        if self.sender and not self.sender.fleet:
            symptoms += ("no-fleet-tag: metadata shows no tag nat-failover:fleet",)
        for finding in repairs + symptoms:
            print(finding)
        return Health(symptoms, repairs, proofs)

    def _inspect(self, layout):
        """Repairs what it can; answers symptoms, repairs and the proof of egress."""
        if layout is None:
            return ("no-metadata: this node's addresses cannot be read",), (), ()
        symptoms = repairs = ()
        try:
            interface = forwarding.default_interface()
        except OSError as error:
            return ("no-default-route: %s" % error,), (), ()
        try:
            repairs = tuple("%s: put back" % fault for fault in nat.repair(interface, layout))
            if self.served != layout:
                repairs = ()  # nobody had broken them, they were of another layout
                # Not before the filter is there: conntrackd takes in what anybody sends.
                self._keeper.follow(layout)
                self.served = layout
        except (OSError, subprocess.SubprocessError) as error:
            symptoms = ("nat-not-in-place: %s" % error,)
        targets, bus = self._settings.targets, self._bus.address
        if bus and outside(bus[0], layout.vpc):
            targets += (bus,)
        try:
            proof, failure = egress.prove(targets, interface)
        except OSError as error:
            proof, failure = None, error
        if proof:
            return symptoms, repairs, ("egress: " + proof,)
        return symptoms + ("no-egress: %s" % failure,), repairs, ()

    # What the reporter of the peers asks and tells.

    def due(self):
        if self.heartbeat and time.monotonic() - self._proved_at < FRESH_SECONDS:
            for self._accused, evidence in self.heartbeat.accused():
                peer = self._accused.beat.instance
                return events.Report(events.UNREACHABLE, evidence, peer=peer)
        return None

    def told(self, _):
        self._accused.said_at = time.monotonic()

    def refused(self):
        """Whoever cannot reach the bus may be cut off himself: the next look has to prove it."""
        self._doubted_at, self._proved_at = time.monotonic(), float("-inf")
        self.look_now()


def outside(address, vpc):
    """Whether the way to an IPv4 address leads over the internet."""
    place, near = ipaddress.ip_address(address), ("127.0.0.0/8", "169.254.0.0/16", *vpc)
    return place.version == 4 and not any(place in ipaddress.ip_network(n) for n in near)
