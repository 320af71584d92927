"""What this node says of itself, and when. Pure: time, health and tags come in as values."""
import re
from typing import NamedTuple, Tuple

from events import IMPAIRED, READY, Report
from metadata import instant

FAILURES = 2  # in a row, before a node calls itself impaired
REPEAT_SECONDS = 10
CROWDED, RELIEVED = 0.8, 0.7  # of the entries that connection tracking may have
CROWD = "conntrack-nearly-full"


class Said(NamedTuple):
    """What the bus took last, and when."""

    kind: str
    at: float
    evidence: Tuple[str, ...]


class Standing(NamedTuple):
    """What a node that is fit can do: whether it can keep what Ready says, and how well."""

    prepared: bool = True
    evidence: Tuple[str, ...] = ()


class Verdict:
    def __init__(self):
        self._ready = None
        self._failures = 0
        self._evidence = ()
        self._repairs = ()
        self._tags = {}
        self._said = None
        self._answered = ()  # the zones of the tag carries in the last report taken
        self._proof_wanted = None  # since when
        self._introduced = False  # has said Ready
        self._crowd = ""

    def judge(self, health, began):
        """Takes in one look at the node."""
        self._repairs += tuple(r for r in health.repairs if r not in self._repairs)
        self._failures = self._failures + 1 if health.symptoms else 0
        if not health.symptoms or self._failures >= FAILURES:
            if self._ready == bool(health.symptoms):
                self._said = None  # even if the bus has not taken what was before
            self._ready = not health.symptoms
            self._evidence = health.symptoms or health.proofs
            if self._proof_wanted is not None and began >= self._proof_wanted:
                self._proof_wanted = None

    def hear(self, tags, now):
        """Takes in the tags; a trial that began anew wants a proof younger than itself."""
        if tags.get("trial-since") != self._tags.get("trial-since") and "trial-since" in tags:
            self._proof_wanted = now
            self._said = None
        if not tags.get("carries"):
            self._answered = ()
        self._tags = tags

    def count(self, entries, most):
        """Takes in how full connection tracking is; a warning, as nobody else would do better."""
        if entries >= most * (RELIEVED if self._crowd else CROWDED) and most:
            self._crowd = "%s: %d of %d" % (CROWD, entries, most)
        else:
            self._crowd = ""

    def symptoms(self):
        """What this node's beats say of it."""
        return self._evidence if self._ready is False else ()

    def in_doubt(self):
        """Whether the next look should come soon."""
        return self._ready is None or self._failures > 0 or self._proof_wanted is not None

    def due(self, now, wall, standing=Standing()):
        """The report to make now, or None."""
        if self._ready is None or self._proof_wanted is not None:
            return None
        if not self._ready:
            report = Report(IMPAIRED, self._repairs + self._evidence)
            return self._unless_said(report, (), now, wall)
        if not (standing.prepared or self._introduced):
            return None
        carries = zones(self._tags.get("carries", ""))
        if not standing.prepared:
            carries = tuple(zone for zone in carries if zone in self._answered)
        evidence = self._repairs + self._evidence + standing.evidence
        report = Report(READY, evidence + ((self._crowd,) if self._crowd else ()), carries)
        said = self._said
        if said and said.kind == READY and bool(self._crowd) != _crowded(said.evidence):
            return report
        return self._unless_said(report, standing.evidence, now, wall)

    def _unless_said(self, report, news, now, wall):
        said = self._said
        if said is None or said.kind != report.kind or self._repairs:
            return report
        if report.carries and report.carries != self._answered:
            return report
        old = agrees(self._ready, self._tags, wall) and _words(news) <= _words(said.evidence)
        return report if not old and now - said.at >= REPEAT_SECONDS else None

    def told(self, report, now):
        """The bus has taken the report."""
        self._said = Said(report.kind, now, report.evidence)
        self._introduced = self._introduced or report.kind == READY
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


def zones(text):
    return tuple(zone for zone in re.split(r"[,\s]+", text) if zone)


def _crowded(evidence):
    return any(line.startswith(CROWD) for line in evidence)


def _words(lines):
    """What lines say, whatever the figures in them."""
    return {re.sub(r"\d+", "", line) for line in lines}
