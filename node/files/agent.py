"""Watches this node and its peers, repairs what it can, and reports until the tags agree.

Threads: this one follows tags and layout; one looks at the node; one exchanges beats with the
peers; two report, of the node and of its peers. None waits for another.
"""
import itertools
import os
import sys
import threading
import time
import traceback

import events
import forwarding
import heartbeat
import keeper
import layout as places
import metadata
import metrics
import rules
import settings as environment
import verdict
import watch

ROUND_SECONDS, METRICS_ROUNDS, CREDENTIALS_ROUNDS = 1, 10, 60
HOME_SECONDS = 10  # Ready waits for the tag home, so that no switch of translation is needed
CROWDED, RELIEVED = 0.8, 0.7  # of the entries that connection tracking may have


class Agent:
    def __init__(self, settings):
        self._root = settings.root
        self._metadata = metadata.Metadata(settings.metadata)
        self._keeper = keeper.Keeper(settings)
        self._verdict = verdict.Verdict()
        self._lock = threading.Lock()  # guards the verdict
        self._own = events.Reporter(settings, self, 2)
        self._watch = watch.Watch(settings, self._own.bus, self._keeper, self._judge)
        self.refused = self._watch.refused
        # In less than TCP needs to try again: a node that was cut off itself has to think anew.
        self._others = events.Reporter(settings, self._watch, 0.9)
        self._home_by = time.monotonic() + HOME_SECONDS
        self.sender = self._identity = self._credentials = None
        self._layout = self._heartbeat = None
        self._tags, self._fault, self._crowd = {}, "", ()

    def run(self):
        threading.excepthook = _die
        forwarding.come_first()
        for number in itertools.count():
            if number % CREDENTIALS_ROUNDS == 0:
                self._credentials = None
            try:
                self._read_metadata()
            except (OSError, ValueError) as error:
                print("going by what instance metadata said last: %s" % error)
            if number == 0:
                for thread in (self._watch, self._own, self._others):
                    thread.start()
            if number % METRICS_ROUNDS == 0:
                self._write_metrics()
            entries, most = metrics.conntrack()
            crowded = most and entries >= most * (RELIEVED if self._crowd else CROWDED)
            self._crowd = ("%s: %d of %d" % (verdict.CROWD, entries, most),) if crowded else ()
            self._keeper.tick()
            time.sleep(ROUND_SECONDS)

    def _read_metadata(self):
        self._identity = self._identity or self._metadata.identity()
        tags, facts = self._metadata.tags(), self._metadata.facts()
        before, self._tags = self._tags, tags
        self._follow(facts)
        if tags != before:
            self._keeper.carry(*self._carries())
        with self._lock:
            self._verdict.hear(tags, time.monotonic())
            if self._verdict.in_doubt():
                self._watch.look_now()
        self._credentials = self._credentials or self._metadata.credentials()
        sender = events.Sender(tags.get("fleet"), self._identity, self._credentials)
        self.sender = self._watch.sender = sender
        if self._heartbeat is None:
            beats = heartbeat.Heartbeat(
                self._identity.instance, facts.primary, self._keeper, self._others.wake
            )
            beats.start()
            self._heartbeat = self._watch.heartbeat = beats
        self._heartbeat.follow(self._layout)

    def _carries(self):
        """Whether the node is to carry its own zone, and whether the one it adopts."""
        zones, layout = places.words(self._tags.get("carries", "")), self._layout
        own, home, adopts = self._identity.zone, layout.home, layout.adopts
        others = [zone for zone in zones if zone != own]
        if home and adopts and home.number == places.letter(own):
            others = [zone for zone in others if places.letter(zone) == adopts.number]
        return own in zones, bool(others)

    def _follow(self, facts):
        try:
            layout, fault = places.read(self._tags, facts), "no tag home"
        except ValueError as error:
            layout, fault = self._layout or places.read({}, facts), str(error)
        if (layout, fault) != (self._layout, self._fault):
            print("going by %s; %s" % (layout, fault))
            self._layout, self._fault, self._watch.layout = layout, fault, layout
            self._watch.look_now()

    def _judge(self, seen, began):
        """Takes in what a look has seen; answers whether it leaves a doubt."""
        with self._lock:
            self._verdict.judge(seen, began)
            symptoms, doubt = self._verdict.symptoms(), self._verdict.in_doubt()
        if self._heartbeat:
            self._heartbeat.symptoms = symptoms
        self._own.wake()
        return doubt

    # What the reporter of this node asks and tells.

    def due(self):
        served, now, standing, able, whole = self._watch.served, time.monotonic(), (), True, False
        if served:
            words = kind = rules.kind(served)
            if kind == "none":
                words = "masquerade (%s)" % self._fault
            standing = ("translation: " + words,) + self._keeper.report() + self._crowd
            prepared = self._keeper.prepared()
            able = served == self._layout and all(
                done or not wanted for done, wanted in zip(prepared, self._carries())
            )
            whole = able and prepared[0] and served.home
        with self._lock:
            report = self._verdict.due(now, time.time(), standing, able)
        if report and report.kind == events.READY and now < self._home_by and not whole:
            return None
        return report

    def told(self, report):
        with self._lock:
            self._verdict.told(report, time.monotonic())

    def _write_metrics(self):
        try:
            pairs = list(metrics.gather(forwarding.default_interface()))
            if self._heartbeat:
                pairs += self._heartbeat.metrics()
            metrics.write(self._root, pairs + list(self._keeper.metrics().items()))
        except OSError as error:
            print("cannot write metrics: %s" % error)


def _die(failure):
    """A thread that has ended by a fault ends them all: systemd starts them anew."""
    traceback.print_exception(*failure[:3])
    os._exit(1)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    try:
        chosen = environment.read()
    except ValueError as error:
        sys.exit("nat-failover: %s" % error)
    Agent(chosen).run()
