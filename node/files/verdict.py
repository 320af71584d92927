"""What this node says of itself, and when. Pure: time, health and tags come in as values."""
import re
from typing import NamedTuple

from events import IMPAIRED, READY, Report
from metadata import instant

FAILURES = 2  # in a row, before a node calls itself impaired
REPEAT_SECONDS = 10


class Said(NamedTuple):
    """What the bus took last, and when."""

    kind: str
    at: float


class Verdict:
    def __init__(self):
        self._ready = None
        self._failures = 0
        self._evidence = ()
        self._repairs = ()
        self._tags = {}
        self._said = None
        self._answered = ()  # the zones of the tag carries in the last report taken
        self._proof_wanted = False

    def judge(self, health):
        """Takes in one look at the node."""
        self._repairs += tuple(r for r in health.repairs if r not in self._repairs)
        self._failures = self._failures + 1 if health.symptoms else 0
        if not health.symptoms:
            self._ready, self._evidence, self._proof_wanted = True, health.proofs, False
        elif self._failures >= FAILURES:
            self._ready, self._evidence, self._proof_wanted = False, health.symptoms, False

    def hear(self, tags):
        """Takes in the tags; a trial that began anew wants a proof younger than itself."""
        if tags.get("trial-since") != self._tags.get("trial-since") and "trial-since" in tags:
            self._proof_wanted = True
            self._said = None
        if not tags.get("carries"):
            self._answered = ()
        self._tags = tags

    def in_doubt(self):
        """Whether the next look should come soon."""
        return self._ready is None or self._failures > 0 or self._proof_wanted

    def due(self, now, wall):
        """The report to make now, or None."""
        if self._ready is None or self._proof_wanted:
            return None
        carries = _zones(self._tags.get("carries", "")) if self._ready else ()
        report = Report(READY if self._ready else IMPAIRED, self._repairs + self._evidence, carries)
        said = self._said
        if said is None or said.kind != report.kind or self._repairs:
            return report
        if carries and carries != self._answered:
            return report
        if now - said.at >= REPEAT_SECONDS and not agrees(self._ready, self._tags, wall):
            return report
        return None

    def told(self, report, now):
        """The bus has taken the report."""
        self._said = Said(report.kind, now)
        self._answered = report.carries
        self._repairs = tuple(r for r in self._repairs if r not in report.evidence)


def agrees(ready, tags, wall):
    """Whether the controller's tags say of this node what it says itself."""
    if not ready:
        return _suspect(tags, wall)
    since, trial = _instant(tags, "ready-since"), _instant(tags, "trial-since")
    proved = since is not None and (trial is None or since >= trial)
    return proved and not _suspect(tags, wall)


def _suspect(tags, wall):
    until = _instant(tags, "suspect-until")
    return "suspect-since" in tags and (until is None or until > wall)


def _instant(tags, name):
    try:
        return instant(tags[name]) if name in tags else None
    except ValueError:
        return None  # unreadable: as if unset, so the report is repeated


def _zones(text):
    return tuple(zone for zone in re.split(r"[,\s]+", text) if zone)
