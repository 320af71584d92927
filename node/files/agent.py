"""Watches this node and its peers, repairs what it can, and reports until the tags agree.

Threads: this one follows tags and layout; one looks at the node; one exchanges beats with the
peers; two report, of the node and of its peers. None waits for another.
"""
import os
import sys
import threading
import time
import traceback

import forwarding
import heartbeat
import keeper
import layout as places
import metadata
import metrics
import reporter
import settings as environment
import verdict
import watch

ROUND_SECONDS, TAGS_SECONDS, FACTS_SECONDS, METRICS_SECONDS = 0.25, 1, 10, 10
HOME_SECONDS = 10  # Ready waits for the tag home, so that no switch of translation is needed
CONFIGURATION = ("home", "adopts", "peers")


class Agent:
    def __init__(self, settings):
        self._settings = settings
        self._metadata = metadata.Metadata(settings.metadata)
        self._keeper = keeper.Keeper(settings)
        self._verdict = verdict.Verdict()
        self._lock = threading.Lock()  # guards the verdict
        self._own = reporter.Reporter("reports", settings, self, 0.1)
        self._watch = watch.Watch(settings, self._own.bus, self._judge)
        # In less than TCP needs to try again: a node that was cut off itself has to think anew.
        self._others = reporter.Reporter("accusations", settings, self._watch, 1, 0.9)
        self._began = time.monotonic()
        self._identity = self._facts = self._layout = self._heartbeat = None
        self._tags, self._fault = {}, "no tag home"

    def run(self):
        threading.excepthook = _die
        tags_at = facts_at = metrics_at = float("-inf")
        self._read_tags(True)
        for thread in (self._watch, self._own, self._others):
            thread.start()
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
        if fresh:
            self._follow(tags, facts)
        if tags != self._tags:
            self._keeper.carry(*self._carries(tags))
        self._tags, self._facts, self._watch.fleet_name = tags, facts, tags.get("fleet")
        with self._lock:
            self._verdict.hear(tags, time.monotonic())
            if self._verdict.in_doubt():
                self._watch.look_now()
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
        if layout != self._layout:
            say("configured: %s" % (layout,))
            self._layout = self._watch.layout = layout
            self._keeper.follow(layout)
            self._watch.look_now()
        try:
            beats = self._heartbeat
            if beats is None:
                beats = heartbeat.Heartbeat(self._identity, self._keeper, self._others.wake)
            beats.follow(layout)
        except OSError as error:
            say("no heartbeat on %s: %s" % (layout.primary, error))
            return
        if self._heartbeat is None:
            beats.start()
            self._heartbeat = self._watch.heartbeat = beats

    def _judge(self, seen, began):
        """Takes in what a look has seen; answers whether it leaves a doubt."""
        with self._lock:
            self._verdict.judge(seen, began)
            symptoms, doubt = self._verdict.symptoms(), self._verdict.in_doubt()
        if self._heartbeat:
            self._heartbeat.say(symptoms)
        self._own.wake()
        return doubt

    # What the reporter of this node asks and tells.

    def fleet(self):
        return self._watch.fleet_name

    def due(self):
        with self._lock:
            return self._verdict.due(time.monotonic(), time.time(), self._standing())

    def told(self, report):
        with self._lock:
            self._verdict.told(report, time.monotonic())

    def refused(self):
        pass  # it stays due

    def _standing(self):
        if self._layout is None:
            return verdict.Standing()
        home, foreign = self._keeper.prepared()
        carries_home, carries_foreign = self._carries(self._tags)
        able = (home or not carries_home) and (foreign or not carries_foreign)
        late = time.monotonic() >= self._began + HOME_SECONDS
        able = able and (late or home and self._layout.home is not None)
        kind = self._watch.translation
        words = "masquerade (%s)" % self._fault if kind == "none" else kind
        return verdict.Standing(able, ("translation: " + words,) + self._keeper.report())

    def _write_metrics(self):
        try:
            pairs = list(metrics.gather(forwarding.default_interface()))
            if self._heartbeat:
                pairs += self._heartbeat.metrics()
            metrics.write(self._settings.root, pairs + list(self._keeper.metrics().items()))
        except OSError as error:
            say("cannot write metrics: %s" % error)


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
