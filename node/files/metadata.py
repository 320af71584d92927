"""Instance metadata, version 2: identity, addresses, tags and credentials of this node."""
import calendar
import http.client
import json
import socket
import time
from typing import NamedTuple, Tuple
from urllib.parse import urlsplit

TOKEN_SECONDS = 21600
RENEW_SECONDS = 300  # before the credentials expire
SECONDS = 2
PREFIX = "nat-failover:"


class Identity(NamedTuple):
    instance: str
    zone: str
    region: str


class Facts(NamedTuple):
    """The private addresses of this node's primary interface, and the networks of its VPC."""

    primary: str
    secondaries: Tuple[str, ...]
    vpc: Tuple[str, ...]


class Credentials(NamedTuple):
    key: str
    secret: str
    token: str


class Refused(OSError):
    def __init__(self, path, code):
        super().__init__("%s was answered %d" % (path, code))
        self.code = code


class Metadata:
    """Keeps one connection, so it belongs to one thread. What it cannot read is an OSError."""

    def __init__(self, endpoint, clock=time.time, seconds=SECONDS):
        self._place = urlsplit(endpoint).netloc
        self._clock = clock
        self._seconds = seconds
        self._connection = self._token = self._identity = self._credentials = None
        self._renew_at = 0.0

    def identity(self):
        if self._identity is None:
            paths = ("instance-id", "placement/availability-zone", "placement/region")
            self._identity = Identity(*(self._read(path) for path in paths))
        return self._identity

    def facts(self):
        folder = "network/interfaces/macs/%s/" % self._read("mac").strip("/")
        primary = self._read("local-ipv4")
        addresses = self._read(folder + "local-ipv4s").split()
        networks = self._read(folder + "vpc-ipv4-cidr-blocks").split()
        others = tuple(address for address in addresses if address != primary)
        return Facts(primary, others, tuple(networks))

    def tags(self):
        """This product's tags, without their prefix; empty when metadata shows no tags."""
        found = {}
        for key in (self._find("tags/instance/") or "").split("\n"):
            value = self._find("tags/instance/" + key) if key.startswith(PREFIX) else None
            if value is not None:
                found[key[len(PREFIX):]] = value
        return found

    def credentials(self):
        if self._credentials is None or self._clock() >= self._renew_at:
            path = "iam/security-credentials/"
            role = self._read(path).split("\n")[0]
            answer = json.loads(self._read(path + role))
            names = ("AccessKeyId", "SecretAccessKey", "Token")
            self._credentials = Credentials(*(answer[name] for name in names))
            self._renew_at = instant(answer["Expiration"]) - RENEW_SECONDS
        return self._credentials

    def forget_credentials(self):
        self._credentials = None

    def _find(self, path):
        try:
            return self._read(path)
        except Refused as error:
            if error.code != 404:
                raise
            return None

    def _read(self, path):
        path = "/latest/meta-data/" + path
        if self._token:
            try:
                return self._call("GET", path, {"X-aws-ec2-metadata-token": self._token})
            except Refused as error:
                if error.code != 401:
                    raise
        lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": str(TOKEN_SECONDS)}
        self._token = self._call("PUT", "/latest/api/token", lifetime)
        return self._call("GET", path, {"X-aws-ec2-metadata-token": self._token})

    def _call(self, method, path, headers):
        kept = self._connection is not None
        try:
            return self._ask(method, path, headers)
        except Refused:
            raise
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if kept and not isinstance(error, socket.timeout):
                # The far end closes a connection that was idle for long.
                return self._call(method, path, headers)
            raise OSError("%s: %s" % (path, error or type(error).__name__)) from error

    def _ask(self, method, path, headers):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._place, timeout=self._seconds)
        self._connection.request(method, path, headers=headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise Refused(path, answer.status)
        return text

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def instant(text):
    """Seconds since 1970 of an ISO 8601 time in UTC, with or without a fraction."""
    whole, _, fraction = text.strip().rstrip("Z").partition(".")
    seconds = calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S"))
    return seconds + float("0." + (fraction or "0"))
