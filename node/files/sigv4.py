"""AWS Signature Version 4."""
import hashlib
import hmac
import time
from typing import Dict, NamedTuple
from urllib.parse import parse_qsl, quote


class Request(NamedTuple):
    method: str
    path: str
    query: str
    headers: Dict[str, str]
    body: bytes


class Scope(NamedTuple):
    region: str
    service: str


def sign(request, credentials, scope, seconds):
    """The request's headers, all of them signed, with those that carry the signature."""
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))
    place = "/".join((moment[:8], scope.region, scope.service, "aws4_request"))
    headers = dict(request.headers)
    headers["X-Amz-Date"] = moment
    if credentials.token:
        headers["X-Amz-Security-Token"] = credentials.token
    canonical, names = _canonical(request, headers)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = ("AWS4" + credentials.secret).encode()
    for part in place.split("/"):
        key = _mac(key, part)
    signature = _mac(key, "\n".join(("AWS4-HMAC-SHA256", moment, place, digest))).hex()
    headers["Authorization"] = (
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        % (credentials.key, place, names, signature)
    )
    return headers


def _canonical(request, headers):
    lines = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    names = ";".join(sorted(lines))
    pairs = parse_qsl(request.query, keep_blank_values=True)
    query = "&".join("=".join(pair) for pair in sorted((_quote(k), _quote(v)) for k, v in pairs))
    head = "".join("%s:%s\n" % (name, lines[name]) for name in sorted(lines))
    body = hashlib.sha256(request.body).hexdigest()
    path = quote(request.path or "/", safe="/-_.~")
    return "\n".join((request.method, path, query, head, names, body)), names


def _quote(text):
    return quote(text, safe="-_.~")


def _mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
