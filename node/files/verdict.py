"""What this node says of itself, and when. Pure: time, health and tags come in as values."""
import re
from collections import namedtuple

from events import IMPAIRED, READY, Report
from layout import words
from metadata import instant

FAILURES = 2  # in a row, before a node calls itself impaired
REPEAT_SECONDS = 10
CROWD = "conntrack-nearly-full"


# One look at this node: what is wrong, what was put back, what proves that it works.
Health = namedtuple("Health", "symptoms repairs proofs", defaults=((), (), ()))


class Verdict:
    def __init__(self):
        self.ready = None
        self._failures = 0
        self._evidence = self._repairs = ()
        self._tags = {}
        self._said = None  # when, and what in words, the bus took last
        self._answered = ()  # the zones of the tag carries in the last report taken
        self._proof_wanted = None  # since when

    def judge(self, health, began):
        """Takes in one look at the node."""
        self._repairs += tuple(r for r in health.repairs if r not in self._repairs)
        self._failures = self._failures + 1 if health.symptoms else 0
        if not health.symptoms or self._failures >= FAILURES:
            if self.ready == bool(health.symptoms):
                self._said = None  # even if the bus has not taken what was before
            self.ready = not health.symptoms
            self._evidence = health.symptoms or health.proofs
            if self._proof_wanted is not None and began >= self._proof_wanted:
                self._proof_wanted = None

    def hear(self, tags, now):
        """Takes in the tags; a new trial, or suspicion of a fit node, wants a new proof."""
        for name in ("trial-since", "suspect-since")[:2 if self.ready else 1]:
            if tags.get(name) not in (None, self._tags.get(name)):
                self._proof_wanted, self._said = now, None
        if not tags.get("carries"):
            self._answered = ()
        self._tags = tags

    def symptoms(self):
        """What this node's beats say of it."""
        return self._evidence if self.ready is False else ()

    def in_doubt(self):
        """Whether the next look should come soon."""
        return self.ready is None or self._failures > 0 or self._proof_wanted is not None

    def due(self, now, wall, standing=(), prepared=True):
        """The report to make now, or None.

        A node that is not prepared does not answer for zones that it is to carry from now on;
        standing is evidence of how well it can keep what it says.
        """
        if self.ready is None or self._proof_wanted is not None:
            return None
        report = Report(IMPAIRED, self._repairs + self._evidence)
        if self.ready:
            zones = words(self._tags.get("carries", ""))
            zones = tuple(zone for zone in zones if prepared or zone in self._answered)
            report = Report(READY, report.evidence + standing, zones)
        if self._said is None or self._repairs:
            return report
        if report.carries and report.carries != self._answered:
            return report
        said_at, said = self._said
        news = _gist(report.evidence) ^ said if self.ready else ()
        if CROWD in news:
            return report
        if now - said_at < REPEAT_SECONDS or agrees(report, self._tags, wall) and not news:
            return None
        return report

    def told(self, report, now):
        """The bus has taken the report."""
        self._said = now, _gist(e for e in report.evidence if e not in self._repairs)
        self._answered = report.carries
        self._repairs = tuple(r for r in self._repairs if r not in report.evidence)


def agrees(report, tags, wall):
    """Whether the controller's tags say of this node what the report says."""
    until = _instant(tags, "suspect-until")
    suspect = "suspect-since" in tags and (until is None or until > wall)
    if report.kind != READY:
        return suspect
    since, trial = _instant(tags, "ready-since"), _instant(tags, "trial-since")
    proved = since is not None and (trial is None or since >= trial)
    masquerades = any(line.startswith("translation: masquerade") for line in report.evidence)
    return proved and not suspect and masquerades == ("masquerades-since" in tags)


def _instant(tags, name):
    try:
        return instant(tags.get(name, ""))
    except ValueError:
        return None  # unreadable is as if unset, so the report is repeated


def _gist(lines):
    """What lines say, whatever the figures in them."""
    return {CROWD if line.startswith(CROWD) else re.sub(r"\d+", "", line) for line in lines}
