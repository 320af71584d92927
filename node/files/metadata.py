"""Instance metadata, version 2: identity, tags and credentials of this node."""
import calendar
import json
import time
import urllib.error
import urllib.request
from typing import NamedTuple

TOKEN_SECONDS = 21600
RENEW_SECONDS = 300  # before the credentials expire
SECONDS = 2
PREFIX = "nat-failover:"


class Identity(NamedTuple):
    instance: str
    zone: str
    region: str


class Credentials(NamedTuple):
    key: str
    secret: str
    token: str


class Metadata:
    def __init__(self, endpoint, clock=time.time):
        self._endpoint = endpoint.rstrip("/")
        self._clock = clock
        # Metadata is on the link: a proxy in the environment must not get it.
        self._http = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._token = self._identity = self._credentials = None
        self._renew_at = 0.0

    def identity(self):
        if self._identity is None:
            paths = ("instance-id", "placement/availability-zone", "placement/region")
            self._identity = Identity(*(self._read(path) for path in paths))
        return self._identity

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
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return None

    def _read(self, path):
        path = "/latest/meta-data/" + path
        if self._token:
            try:
                return self._call("GET", path, {"X-aws-ec2-metadata-token": self._token})
            except urllib.error.HTTPError as error:
                if error.code != 401:
                    raise
        lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": str(TOKEN_SECONDS)}
        self._token = self._call("PUT", "/latest/api/token", lifetime)
        return self._call("GET", path, {"X-aws-ec2-metadata-token": self._token})

    def _call(self, method, path, headers):
        request = urllib.request.Request(self._endpoint + path, headers=headers, method=method)
        with self._http.open(request, timeout=SECONDS) as answer:
            return answer.read().decode()


def instant(text):
    """Seconds since 1970 of an ISO 8601 time in UTC, with or without a fraction."""
    whole, _, fraction = text.strip().rstrip("Z").partition(".")
    seconds = calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S"))
    return seconds + float("0." + (fraction or "0"))
