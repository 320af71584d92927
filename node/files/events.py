"""Puts this node's events on the event bus, signed by hand: the AWS CLI is too slow to start."""
import http.client
import json
import random
import ssl
import time
from typing import NamedTuple, Optional, Tuple
from urllib.parse import urlsplit

import sigv4

READY, IMPAIRED = "NAT Node Ready", "NAT Node Impaired"
UNREACHABLE = "NAT Peer Unreachable"
SOURCE = "nat-failover.node"
SECONDS = 2


class Report(NamedTuple):
    kind: str
    evidence: Tuple[str, ...]
    carries: Tuple[str, ...] = ()
    peer: Optional[str] = None


class Bus:
    """The region's event bus as this node's role reaches it."""

    def __init__(self, metadata, endpoint, seconds=SECONDS):
        self._metadata = metadata
        self._endpoint = endpoint
        self._seconds = seconds
        self._trust = ssl.create_default_context()  # takes longer than a call
        self.address = None  # where it was last reached

    def warm(self):
        """Fetches beforehand what a report needs and the node may have by then."""
        try:
            self._metadata.identity()
            self._metadata.credentials()
        except (OSError, KeyError, ValueError):
            pass  # the report will tell

    def put(self, report, fleet, due=lambda: True):
        """Raises OSError unless the bus has taken the report; asks due() when it is reached."""
        try:
            self._put(report, fleet, due)
        except (KeyError, ValueError, http.client.HTTPException) as error:
            raise OSError("%s: %s" % (type(error).__name__, error)) from error

    def _put(self, report, fleet, due):
        identity = self._metadata.identity()
        url = urlsplit(self._endpoint or "https://events.%s.amazonaws.com" % identity.region)
        headers = {
            "Host": url.netloc,
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSEvents.PutEvents",
        }
        request = sigv4.Request("POST", "/", "", headers, _body(report, fleet, identity))
        scope = sigv4.Scope(identity.region, "events")
        signed = sigv4.sign(request, self._metadata.credentials(), scope, time.time())
        status, text = self._post(url, request.body, signed, due)
        if status in (400, 403):
            # They may have been rotated, or the role replaced, before they expired.
            self._metadata.forget_credentials()
        if status != 200 or json.loads(text).get("FailedEntryCount", 0):
            raise OSError("PutEvents answered %d: %s" % (status, text[:300]))

    def _post(self, url, body, headers, due):
        if url.scheme == "https":
            connection = http.client.HTTPSConnection(
                url.netloc, timeout=self._seconds, context=self._trust
            )
        else:
            connection = http.client.HTTPConnection(url.netloc, timeout=self._seconds)
        try:
            connection.connect()
            self.address = connection.sock.getpeername()
            if not due():
                raise OSError("no longer so, now that it is reached")
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()


def _body(report, fleet, identity):
    detail = {
        "fleet": fleet,
        "zone": identity.zone,
        "instanceId": identity.instance,
        "peerId": report.peer,
        "carries": list(report.carries),
        "evidence": list(report.evidence),
    }
    entry = {"Source": SOURCE, "DetailType": report.kind, "Detail": json.dumps(detail)}
    return json.dumps({"Entries": [entry]}).encode()


def backoff(first=0.2, most=5.0):
    """Seconds to wait before each further attempt: doubling, half of it left to chance."""
    wait = first
    while True:
        yield wait * random.uniform(0.5, 1)
        wait = min(most, wait * 2)
