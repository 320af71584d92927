"""What the environment says about this node. All faults are named together, once."""
import os
from typing import NamedTuple, Optional, Tuple

Target = Tuple[str, int]

# Addresses, not names: a resolver that stalls must not look like lost egress.
TARGETS = "1.1.1.1:443,8.8.8.8:443,9.9.9.9:443"
ENGINES = ("iptables", "nfnetlink")


class Settings(NamedTuple):
    root: str
    metadata: str
    events: Optional[str]
    targets: Tuple[Target, ...]
    engine: Optional[str]


def read(environment=os.environ):
    faults = []
    engine = environment.get("NAT_FAILOVER_NAT") or None
    if engine not in (None,) + ENGINES:
        faults.append("NAT_FAILOVER_NAT is %r: set iptables or nfnetlink, or leave it out" % engine)
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
        engine=engine,
    )


def _is_address(text):
    parts = text.split(".")
    return len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts)
