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
        self._try_at = 0.0

    def run(self):
        while True:
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            self._attempt()

    def _attempt(self):
        """One attempt, if a report is due."""
        report = self._source.sender and self._source.due()
        if not report or time.monotonic() < self._try_at:
            return
        try:
            report = self.bus.put(self._source.due, self._source.sender)
        except OSError as error:
            # Not in step with other nodes.
            self._try_at = time.monotonic() + random.uniform(0.2, 1)
            print("%s was not taken by the event bus: %s" % (report.kind, error))
            self._source.refused()
            return
        self._source.told(report)
        print("said %s: %s" % (report.kind, "; ".join(report.evidence)))
        self.wake()  # there may be more to say
