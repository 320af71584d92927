"""What the environment says about this node. All faults are named together, once."""
import ipaddress
import os
from collections import namedtuple

# Addresses, not names: a resolver that stalls must not look like lost egress.
TARGETS = "1.1.1.1:443,8.8.8.8:443,9.9.9.9:443"


# events: None for AWS's own; conntrackd: None to look on the PATH, empty for none at all.
Settings = namedtuple("Settings", "root metadata events targets conntrackd")


def read(environment=os.environ):
    faults, targets = [], []
    conntrackd = environment.get("NAT_FAILOVER_CONNTRACKD") or None
    for text in (environment.get("NAT_FAILOVER_TARGETS") or TARGETS).split(","):
        address, _, port = text.strip().partition(":")
        try:
            if not 0 < int(port) < 65536:
                raise ValueError
            targets.append((str(ipaddress.IPv4Address(address)), int(port)))
        except ValueError:
            faults.append("NAT_FAILOVER_TARGETS has %r, not IPv4 address:port" % text.strip())
    if faults:
        raise ValueError("; ".join(faults))
    return Settings(
        environment.get("NAT_FAILOVER_ROOT", "").rstrip("/"),
        environment.get("NAT_FAILOVER_METADATA") or "http://169.254.169.254",
        environment.get("AWS_ENDPOINT_URL_EVENTBRIDGE") or environment.get("AWS_ENDPOINT_URL"),
        tuple(targets),
        "" if conntrackd == "none" else conntrackd,
    )
