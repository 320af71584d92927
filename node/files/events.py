"""Puts this node's events on the event bus, signed by hand: the AWS CLI is too slow to start.

usage: events.py WHAT    says once, within a deadline, that this node is impaired by it
"""
import http.client
import json
import random
import ssl
import sys
import threading
import time
from collections import namedtuple
from urllib.parse import urlsplit

import forwarding
import metadata
import settings as environment
import sigv4

READY, IMPAIRED = "NAT Node Ready", "NAT Node Impaired"
UNREACHABLE = "NAT Peer Unreachable"
POLL_SECONDS, BOOT_SECONDS = 0.1, 15


Report = namedtuple("Report", "kind evidence carries peer", defaults=((), None))
Sender = namedtuple("Sender", "fleet identity credentials")


class Bus:
    """The region's event bus."""

    def __init__(self, endpoint, seconds=2):
        self._endpoint = endpoint
        self._seconds = seconds
        self._trust = ssl.create_default_context()  # takes longer than a call
        self.address = None  # where it was last reached

    def put(self, due, sender):
        """Puts what due() answers once the bus is reached, and answers it.

        OSError unless the bus has taken it.
        """
        region = sender.identity.region
        url = urlsplit(self._endpoint or "https://events.%s.amazonaws.com" % region)
        kind, options = http.client.HTTPConnection, {}
        if url.scheme == "https":
            kind, options = http.client.HTTPSConnection, {"context": self._trust}
        connection = kind(url.netloc, timeout=self._seconds, **options)
        try:
            begun = time.monotonic()
            connection.connect()
            self.address = connection.sock.getpeername()
            report = due()
            # What was said while no packet came through may be over.
            if report is None or time.monotonic() > begun + 0.9:
                raise OSError("not reached at once: it may be no longer so")
            headers = {
                "Host": url.netloc,
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "AWSEvents.PutEvents",
            }
            body, place = _body(report, sender), region + "/events"
            headers = sigv4.sign(headers, body, sender.credentials, place, time.time())
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            if answer.status != 200 or json.loads(text).get("FailedEntryCount", 0):
                raise OSError("PutEvents answered %d: %s" % (answer.status, text[:300]))
            return report
        except (ValueError, http.client.HTTPException) as error:
            raise OSError("%s: %s" % (type(error).__name__, error)) from error
        finally:
            connection.close()


def _body(report, sender):
    detail = json.dumps({
        "fleet": sender.fleet,
        "zone": sender.identity.zone,
        "instanceId": sender.identity.instance,
        "peerId": report.peer,
        "carries": report.carries,
        "evidence": report.evidence,
    })
    entry = {"Source": "nat-failover.node", "DetailType": report.kind, "Detail": detail}
    return json.dumps({"Entries": [entry]}).encode()


class Reporter(threading.Thread):
    """Asks `due()` for a report and tells `told(report)` once the bus has taken it.

    In a thread of its own: the bus may take its time.
    """

    def __init__(self, settings, source, seconds):
        super().__init__(daemon=True)
        self.bus = Bus(settings.events, seconds)
        self._source = source
        self._wake = threading.Event()
        self.wake = self._wake.set
        self._try_at = 0.0

    def run(self):
        forwarding.come_first()
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


def main(what):
    settings = environment.read()
    node, bus = metadata.Metadata(settings.metadata), Bus(settings.events)
    deadline = time.monotonic() + BOOT_SECONDS
    while True:
        try:
            sender = Sender(node.tags().get("fleet"), node.identity(), node.credentials())
            return bus.put(lambda: Report(IMPAIRED, (what,)), sender)
        except (OSError, ValueError) as error:
            if time.monotonic() > deadline:
                sys.exit("nat-failover: could not report: %s" % error)
        time.sleep(random.uniform(0.5, 1.5))


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
