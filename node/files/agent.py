"""Watches this node and its peers, repairs what it can, and reports until the tags agree.

Threads: this one follows tags and layout; one looks at the node; one exchanges beats with the
peers; two report, of the node and of its peers. None waits for another.
"""
import os
import sys
import threading
import time
import traceback

import events
import forwarding
import health
import heartbeat
import keeper
import layout as places
import metadata
import metrics
import reporter
import rules
import settings as environment
import verdict

ROUND_SECONDS, TAGS_SECONDS, FACTS_SECONDS, METRICS_SECONDS = 0.25, 1, 10, 10
LOOK_SECONDS, DOUBT_SECONDS, FRESH_SECONDS = 2, 0.5, 5
HOME_SECONDS = 10  # Ready waits for the tag home, so that no switch of translation is needed
CONFIGURATION = ("home", "adopts", "peers")


class Agent:
    def __init__(self, settings):
        self._settings = settings
        self._metadata = metadata.Metadata(settings.metadata)
        self._keeper = keeper.Keeper(settings)
        self._verdict = verdict.Verdict()
        self._lock = threading.Lock()  # guards the verdict
        self._began = time.monotonic()
        self._identity = self._facts = self._layout = self._heartbeat = None
        self._tags, self._fault, self._translation = {}, "no tag home", "none"
        self._look_now = threading.Event()
        self._proved_at = self._doubted_at = float("-inf")
        self._own = reporter.Reporter("reports", settings, 0.1, self)
        self._others = reporter.Reporter("accusations", settings, 1, Accuser(self))

    def run(self):
        threading.excepthook = _die
        tags_at = facts_at = metrics_at = float("-inf")
        self._read_tags(True)
        threading.Thread(target=self._watch, name="look", daemon=True).start()
        self._own.start()
        self._others.start()
        while True:
            now = time.monotonic()
            if now >= tags_at + TAGS_SECONDS:
                tags_at = now
                if self._read_tags(now >= facts_at + FACTS_SECONDS):
                    facts_at = now
            if now >= metrics_at + METRICS_SECONDS:
                metrics_at = now
                self._write_metrics()
            with self._lock:
                self._verdict.count(*metrics.conntrack())
            time.sleep(ROUND_SECONDS)

    def _read_tags(self, facts_are_old):
        """Answers whether the facts were read too."""
        try:
            self._identity = self._metadata.identity()
            tags = self._metadata.tags()
            changed = any(tags.get(name) != self._tags.get(name) for name in CONFIGURATION)
            fresh = changed or facts_are_old or self._facts is None
            facts = self._metadata.facts() if fresh else self._facts
        except (OSError, ValueError) as error:
            say("cannot read instance metadata, going by what it said last: %s" % error)
            return False
        if changed or facts != self._facts:
            self._follow(tags, facts)
        if tags != self._tags:
            self._keeper.carry(*self._carries(tags))
        self._tags, self._facts = tags, facts
        with self._lock:
            self._verdict.hear(tags, time.monotonic())
            if self._verdict.in_doubt():
                self._look_now.set()
        return fresh

    def _carries(self, tags):
        zones = verdict.zones(tags.get("carries", ""))
        return self._identity.zone in zones, any(zone != self._identity.zone for zone in zones)

    def _follow(self, tags, facts):
        try:
            layout, self._fault = places.read(tags, facts), "no tag home"
        except ValueError as error:
            layout, self._fault = self._layout or places.read({}, facts), str(error)
            say("going by the last configuration: %s" % error)
        if layout == self._layout:
            return
        say("configured: %s" % (layout,))
        self._layout = layout
        try:
            if self._heartbeat is None:
                beats = heartbeat.Heartbeat(self._identity, self._keeper, self._others.wake)
                beats.follow(layout)
                beats.start()
                self._heartbeat = beats
            self._heartbeat.follow(layout)
        except OSError as error:
            say("no heartbeat on %s: %s" % (layout.primary, error))
        self._keeper.follow(layout)
        self._look_now.set()

    def _watch(self):
        while True:
            began = time.monotonic()
            self._look(began)
            with self._lock:
                pause = DOUBT_SECONDS if self._verdict.in_doubt() else LOOK_SECONDS
            self._look_now.wait(max(0.0, began + pause - time.monotonic()))
            self._look_now.clear()

    def _look(self, began):
        layout = self._layout
        if layout is None:
            seen = health.Health(("no-metadata: this node's addresses cannot be read",))
        else:
            seen = health.look(self._settings, layout, self._own.bus.address)
        self._prove(began, seen.symptoms)
        if layout and "nat-not-in-place" not in _names(seen.symptoms):
            self._translation = rules.kind(layout)
        if self._heartbeat:
            symptoms, proofs = self._heartbeat.source_check()
            seen = seen._replace(symptoms=seen.symptoms + symptoms, proofs=seen.proofs + proofs)
        if layout and not self.fleet():
            lack = "no-fleet-tag: instance metadata shows no tag nat-failover:fleet"
            seen = seen._replace(symptoms=seen.symptoms + (lack,))
        for finding in seen.repairs + seen.symptoms:
            say(finding)
        with self._lock:
            self._verdict.judge(seen, began)
            symptoms = self._verdict.symptoms()
        if self._heartbeat:
            self._heartbeat.say(symptoms)
        self._own.wake()

    def _prove(self, began, symptoms):
        lost = {"no-egress", "no-default-route", "no-metadata"}.intersection(_names(symptoms))
        self._proved_at = began if not lost and began >= self._doubted_at else float("-inf")

    def egress_proved(self):
        return time.monotonic() - self._proved_at < FRESH_SECONDS

    def doubt_egress(self):
        """Until the next look proves it; accusing others is the worst time for being wrong."""
        self._doubted_at, self._proved_at = time.monotonic(), float("-inf")
        self._look_now.set()

    def peers_accused(self):
        return self._heartbeat.accused() if self._heartbeat and self.egress_proved() else []

    def peer_told(self, instance):
        self._heartbeat.told(instance)

    # What the reporter of this node asks and tells.

    def fleet(self):
        return self._tags.get("fleet")

    def due(self):
        with self._lock:
            return self._verdict.due(time.monotonic(), time.time(), self._standing())

    def told(self, report):
        with self._lock:
            self._verdict.told(report, time.monotonic())

    def refused(self, report):
        pass  # it stays due

    def _standing(self):
        if self._layout is None:
            return verdict.Standing()
        home, foreign = self._keeper.prepared()
        carries_home, carries_foreign = self._carries(self._tags)
        late = time.monotonic() >= self._began + HOME_SECONDS
        able = (home or not carries_home) and (foreign or not carries_foreign)
        able = able and (late or home and self._layout.home is not None)
        kind = self._translation
        words = "masquerade (%s)" % self._fault if kind == "none" else kind
        return verdict.Standing(able, ("translation: " + words,) + self._keeper.report())

    def _write_metrics(self):
        try:
            pairs = list(metrics.gather(forwarding.default_interface()))
            if self._heartbeat:
                pairs += self._heartbeat.metrics()
            pairs += self._keeper.metrics().items()
            metrics.write(self._settings.root, pairs)
        except OSError as error:
            say("cannot write metrics: %s" % error)


class Accuser:
    """What the reporter of the peers asks and tells."""

    def __init__(self, agent):
        self._agent = agent
        self.fleet = agent.fleet

    def due(self):
        for instance, evidence in self._agent.peers_accused():
            return events.Report(events.UNREACHABLE, evidence, peer=instance)
        return None

    def told(self, report):
        self._agent.peer_told(report.peer)

    def refused(self, report):
        self._agent.doubt_egress()


def _names(findings):
    return [finding.partition(":")[0] for finding in findings]


def say(text):
    print("nat-failover: " + text, flush=True)


def _die(failure):
    """A thread that has ended by a fault ends them all: systemd starts them anew."""
    traceback.print_exception(failure.exc_type, failure.exc_value, failure.exc_traceback)
    os._exit(1)


if __name__ == "__main__":
    try:
        Agent(environment.read()).run()
    except ValueError as error:
        sys.exit("nat-failover: %s" % error)
