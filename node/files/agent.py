"""Watches this node, repairs what it can, and reports how it is until its tags agree."""
import sys
import time

import events
import health
import metadata
import nat
import settings as environment
import verdict

TAGS_SECONDS, LOOK_SECONDS, DOUBT_SECONDS = 2, 5, 1


class Agent:
    def __init__(self, settings):
        self._settings = settings
        self._metadata = metadata.Metadata(settings.metadata)
        self._layout = nat.first_layout(self._metadata)
        self._bus = events.Bus(self._metadata, settings.events)
        self._verdict = verdict.Verdict()
        self._fleet = None
        self._tried, self._try_at, self._waits = None, 0.0, events.backoff()

    def run(self):
        tags_at = looked_at = float("-inf")
        while True:
            if time.monotonic() >= tags_at:
                self._read_tags()
                tags_at = time.monotonic() + TAGS_SECONDS
            if time.monotonic() >= looked_at + self._pause():
                self._look()
                looked_at = time.monotonic()
            self._report()
            until = min(tags_at, looked_at + self._pause(), self._try_at or tags_at)
            time.sleep(max(0.02, until - time.monotonic()))

    def _pause(self):
        return DOUBT_SECONDS if self._verdict.in_doubt() else LOOK_SECONDS

    def _read_tags(self):
        try:
            tags = self._metadata.tags()
        except (OSError, ValueError) as error:
            say("cannot read the tags in instance metadata, going by the last ones: %s" % error)
            return
        self._fleet = tags.get("fleet")
        self._verdict.hear(tags)

    def _look(self):
        seen = health.look(self._settings, self._layout)
        if not self._fleet:
            lack = "no-fleet-tag: instance metadata shows no tag nat-failover:fleet"
            seen = seen._replace(symptoms=seen.symptoms + (lack,))
        for finding in seen.repairs + seen.symptoms:
            say(finding)
        self._verdict.judge(seen)

    def _report(self):
        """One attempt, if a report is due; a report that says something new does not wait."""
        report = self._verdict.due(time.monotonic(), time.time())
        if report is None:
            self._try_at = 0.0
            return
        # Not the evidence: its times differ with every look.
        matter = (report.kind, report.carries)
        if self._tried != matter:
            self._waits = events.backoff()
        elif time.monotonic() < self._try_at:
            return
        self._tried = matter
        try:
            self._bus.put(report, self._fleet)
        except OSError as error:
            self._try_at = time.monotonic() + next(self._waits)
            say("%s was not taken by the event bus: %s" % (report.kind, error))
            return
        self._tried, self._try_at = None, 0.0
        self._verdict.told(report, time.monotonic())
        say("said %s: %s" % (report.kind, "; ".join(report.evidence)))


def say(text):
    print("nat-failover: " + text, flush=True)


if __name__ == "__main__":
    try:
        Agent(environment.read()).run()
    except ValueError as error:
        sys.exit("nat-failover: %s" % error)
