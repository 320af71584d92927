"""Makes reports as they fall due, in a thread of its own: the bus may take its time."""
import random
import threading
import time

import events

POLL_SECONDS = 0.1


class Reporter(threading.Thread):
    """Asks `due()` for a report and tells `told(report)` once the bus has taken it."""

    def __init__(self, settings, source, seconds):
        super().__init__(daemon=True)
        self.bus = events.Bus(settings.events, seconds)
        self._source = source
        self._wake = threading.Event()
        self.wake = self._wake.set
        self._tried, self._try_at, self._waits = None, 0.0, None

    def run(self):
        while True:
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            self._attempt()

    def _attempt(self):
        """One attempt, if a report is due; a report that says something new does not wait."""
        report = self._source.sender and self._source.due()
        if not report:
            return
        # Not the evidence: its times differ with every look.
        matter = report._replace(evidence=())
        if self._tried != matter:
            self._tried, self._waits = matter, backoff()
        elif time.monotonic() < self._try_at:
            return
        try:
            self.bus.put(report, self._source.sender, self._source.due)
        except OSError as error:
            self._try_at = time.monotonic() + next(self._waits)
            print("%s was not taken by the event bus: %s" % (report.kind, error))
            self._source.refused()
            return
        self._tried = None
        self._source.told(report)
        print("said %s: %s" % (report.kind, "; ".join(report.evidence)))
        self.wake()  # there may be more to say


def backoff(wait=0.2, most=5.0):
    """Seconds to wait before each further attempt: doubling, half of it left to chance."""
    while True:
        yield wait * random.uniform(0.5, 1)
        wait = min(most, wait * 2)
