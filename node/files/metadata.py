"""Instance metadata, version 2: identity, addresses, tags and credentials of this node."""
import calendar
import http.client
import json
import socket
import time
from collections import namedtuple
from urllib.parse import urlsplit

PREFIX = "nat-failover:"


Identity = namedtuple("Identity", "instance zone region")
# The private addresses of this node's primary interface, and the networks of its VPC.
Facts = namedtuple("Facts", "primary secondaries vpc")
Credentials = namedtuple("Credentials", "key secret token")


class Metadata:
    """Keeps one connection, so it belongs to one thread. What it cannot read is an OSError."""

    def __init__(self, endpoint, seconds=2):
        self._connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=seconds)
        self._token = ""

    def identity(self):
        paths = ("instance-id", "placement/availability-zone", "placement/region")
        return Identity(*map(self._read, paths))

    def facts(self):
        folder = "network/interfaces/macs/%s/" % self._read("mac").strip("/")
        primary = self._read("local-ipv4")
        addresses = self._read(folder + "local-ipv4s").split()
        networks = self._read(folder + "vpc-ipv4-cidr-blocks").split()
        return Facts(primary, tuple(a for a in addresses if a != primary), tuple(networks))

    def tags(self):
        """This product's tags, without their prefix; empty when metadata shows no tags."""
        folder = "tags/instance/"
        keys = (self._find(folder) or "").split("\n")
        found = {k[len(PREFIX):]: self._find(folder + k) for k in keys if k.startswith(PREFIX)}
        return {key: value for key, value in found.items() if value is not None}

    def credentials(self):
        """Those of the node's role; AWS has new ones there five minutes before they expire."""
        path = "iam/security-credentials/"
        answer = json.loads(self._read(path + self._read(path).split("\n")[0]))
        try:
            return Credentials(answer["AccessKeyId"], answer["SecretAccessKey"], answer["Token"])
        except KeyError as error:
            raise OSError("%s has no %s" % (path, error)) from error

    def _read(self, path):
        text = self._find(path)
        if text is None:
            raise OSError("instance metadata has no " + path)
        return text

    def _find(self, path):
        for _ in range(2):
            headers = {"X-aws-ec2-metadata-token": self._token}
            status, text = self._ask("GET", "/latest/meta-data/" + path, headers)
            if status in (200, 404):
                return text if status == 200 else None
            headers = {"X-aws-ec2-metadata-token-ttl-seconds": "21600"}
            granted, token = self._ask("PUT", "/latest/api/token", headers)
            if granted == 200:
                self._token = token
        raise OSError("instance metadata answered %d to %s" % (status, path))

    def _ask(self, method, path, headers):
        kept = self._connection.sock
        try:
            self._connection.request(method, path, headers=headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            if kept and not isinstance(error, socket.timeout):
                # The far end closes a connection that was idle for long.
                return self._ask(method, path, headers)
            raise OSError("%s: %s" % (path, error or type(error).__name__)) from error


def instant(text):
    """Seconds since 1970 of an ISO 8601 time in UTC, with or without a fraction."""
    whole = calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))
    return whole + float("0" + text[19:].rstrip("Z"))
