"""Makes reports as they fall due, in a thread of its own: the bus may take its time."""
import threading
import time

import events
import metadata


class Reporter(threading.Thread):
    """Asks `due()` for a report and tells `told(report)` once the bus has taken it."""

    def __init__(self, name, settings, source, poll, seconds=events.SECONDS):
        super().__init__(name=name, daemon=True)
        node = metadata.Metadata(settings.metadata)
        self.bus = events.Bus(node, settings.events, seconds)
        self._poll, self._source = poll, source
        self._wake = threading.Event()
        self._tried, self._try_at, self._waits = None, 0.0, None

    def wake(self):
        self._wake.set()

    def run(self):
        while True:
            self.bus.warm()
            self._wake.wait(self._poll)
            self._wake.clear()
            self._attempt()

    def _attempt(self):
        """One attempt, if a report is due; a report that says something new does not wait."""
        report = self._source.due()
        if report is None:
            return
        # Not the evidence: its times differ with every look.
        matter = (report.kind, report.carries, report.peer)
        if self._tried != matter:
            self._waits = events.backoff()
        elif time.monotonic() < self._try_at:
            return
        self._tried = matter
        try:
            self.bus.put(report, self._source.fleet(), self._source.due)
        except OSError as error:
            self._try_at = time.monotonic() + next(self._waits)
            print("nat-failover: %s was not taken by the event bus: %s" % (report.kind, error),
                  flush=True)
            self._source.refused()
            return
        self._tried = None
        self._source.told(report)
        print("nat-failover: said %s: %s" % (report.kind, "; ".join(report.evidence)), flush=True)
        self.wake()  # there may be more to say
