"""Looks at this node again and again, in a thread of its own; knows whether egress is proved."""
import threading
import time

import events
import health
import rules

LOOK_SECONDS, DOUBT_SECONDS, FRESH_SECONDS = 2, 0.5, 5
CUT_OFF = {"no-egress", "no-default-route", "no-metadata"}


class Watch(threading.Thread):
    """Also what the reporter of the peers asks: who accuses must have egress himself."""

    def __init__(self, settings, bus, judge):
        super().__init__(name="watch", daemon=True)
        self._settings, self._bus, self._judge = settings, bus, judge
        self.layout = self.heartbeat = self.fleet_name = None
        self.translation = "none"
        self._now = threading.Event()
        self._proved_at = self._doubted_at = float("-inf")

    def look_now(self):
        self._now.set()

    def run(self):
        while True:
            began = time.monotonic()
            doubt = self._judge(self._look(began), began)
            until = began + (DOUBT_SECONDS if doubt else LOOK_SECONDS)
            self._now.wait(max(0.0, until - time.monotonic()))
            self._now.clear()

    def _look(self, began):
        layout = self.layout
        if layout is None:
            seen = health.Health(("no-metadata: this node's addresses cannot be read",))
        else:
            seen = health.look(self._settings, layout, self._bus.address)
        names = {symptom.partition(":")[0] for symptom in seen.symptoms}
        proved = not names & CUT_OFF and began >= self._doubted_at
        self._proved_at = began if proved else float("-inf")
        if layout and "nat-not-in-place" not in names:
            self.translation = rules.kind(layout)
        symptoms, proofs = self.heartbeat.source_check() if self.heartbeat else ((), ())
        if layout and not self.fleet_name:
            symptoms += ("no-fleet-tag: instance metadata shows no tag nat-failover:fleet",)
        seen = health.Health(seen.symptoms + symptoms, seen.repairs, seen.proofs + proofs)
        for finding in seen.repairs + seen.symptoms:
            print("nat-failover: " + finding, flush=True)
        return seen

    def fleet(self):
        return self.fleet_name

    def due(self):
        if self.heartbeat and time.monotonic() - self._proved_at < FRESH_SECONDS:
            for instance, evidence in self.heartbeat.accused():
                return events.Report(events.UNREACHABLE, evidence, peer=instance)
        return None

    def told(self, report):
        self.heartbeat.told(report.peer)

    def refused(self):
        """Whoever cannot reach the bus may be cut off himself: the next look has to prove it."""
        self._doubted_at, self._proved_at = time.monotonic(), float("-inf")
        self.look_now()
