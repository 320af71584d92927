"""AWS Signature Version 4, of what is posted to the root of a service."""
import hashlib
import hmac
import time


def sign(headers, body, credentials, place, seconds):
    """The headers, all of them signed, with the signature's; place is region/service."""
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))
    scope = "%s/%s/aws4_request" % (moment[:8], place)
    headers = dict(headers, **{"X-Amz-Date": moment})
    if credentials.token:
        headers["X-Amz-Security-Token"] = credentials.token
    lines = sorted((name.lower(), value) for name, value in headers.items())
    names = ";".join(name for name, _ in lines)
    head = "".join("%s:%s\n" % line for line in lines)
    canonical = "\n".join(("POST", "/", "", head, names, _digest(body)))
    key = ("AWS4" + credentials.secret).encode()
    for part in scope.split("/"):
        key = _mac(key, part)
    text = "\n".join(("AWS4-HMAC-SHA256", moment, scope, _digest(canonical.encode())))
    headers["Authorization"] = (
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        % (credentials.key, scope, names, _mac(key, text).hex())
    )
    return headers


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def _mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
