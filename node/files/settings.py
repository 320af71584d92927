"""What the environment says about this node. All faults are named together, once."""
import os
from typing import NamedTuple, Optional, Tuple

Target = Tuple[str, int]

# Addresses, not names: a resolver that stalls must not look like lost egress.
TARGETS = "1.1.1.1:443,8.8.8.8:443,9.9.9.9:443"


class Settings(NamedTuple):
    root: str
    metadata: str
    events: Optional[str]
    targets: Tuple[Target, ...]
    conntrackd: Optional[str]  # None: look on the PATH; empty: none, whatever is there


def read(environment=os.environ):
    faults = []
    conntrackd = environment.get("NAT_FAILOVER_CONNTRACKD") or None
    if conntrackd and conntrackd != "none" and not conntrackd.startswith("/"):
        faults.append(
            "NAT_FAILOVER_CONNTRACKD is %r: set a path, or none, or leave it out" % conntrackd
        )
    targets = []
    for text in (environment.get("NAT_FAILOVER_TARGETS") or TARGETS).split(","):
        address, _, port = text.strip().rpartition(":")
        if _is_address(address) and port.isdigit() and 0 < int(port) < 65536:
            targets.append((address, int(port)))
        else:
            faults.append("NAT_FAILOVER_TARGETS has %r: write IPv4 address:port" % text.strip())
    if faults:
        raise ValueError("; ".join(faults))
    return Settings(
        root=environment.get("NAT_FAILOVER_ROOT", "").rstrip("/"),
        metadata=environment.get("NAT_FAILOVER_METADATA") or "http://169.254.169.254",
        events=environment.get("AWS_ENDPOINT_URL_EVENTBRIDGE")
        or environment.get("AWS_ENDPOINT_URL")
        or None,
        targets=tuple(targets),
        conntrackd="" if conntrackd == "none" else conntrackd,
    )


def _is_address(text):
    parts = text.split(".")
    return len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts)
