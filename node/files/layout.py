"""What this node is to serve and who its peers are: its tags and the facts of its interface."""
import ipaddress
import re
from typing import NamedTuple, Optional, Tuple

ROLES = ("pred", "succ", "spare")
MOST_ZONES = 29  # each has a port below 3810 for its heir and one from there on for its spare


class Zone(NamedTuple):
    """A zone that this node translates for; number is the k of its virtual address."""

    number: int
    networks: Tuple[str, ...]


class Layout(NamedTuple):
    primary: str
    adoption: Optional[str]
    vpc: Tuple[str, ...]
    home: Optional[Zone]
    adopts: Optional[Zone]
    peers: Tuple[Tuple[str, str], ...]


def virtual(number):
    """The address of zone `number` in every node's connection tracking."""
    return "192.0.2.%d" % number


def read(tags, facts):
    """The layout; ValueError names every tag that is not as it has to be."""
    faults = []
    home, adopts = (_zone(name, tags.get(name), faults) for name in ("home", "adopts"))
    if home and adopts and home.number == adopts.number:
        faults.append("tag adopts is %r: the node's home has this number" % tags["adopts"])
    peers = _peers(tags.get("peers", ""), facts.primary, faults)
    if faults:
        raise ValueError("; ".join(faults))
    adoption = facts.secondaries[0] if facts.secondaries else None
    # What it adopts leaves by the adoption address: without one it cannot be told apart.
    adopts = adopts if home and adoption else None
    return Layout(facts.primary, adoption, facts.vpc, home, adopts, peers)


def _zone(name, text, faults):
    if not text:
        return None
    number, equals, networks = text.partition("=")
    if not (equals and number.isdigit() and 0 < int(number) <= MOST_ZONES):
        faults.append("tag %s is %r: write k=cidr,cidr, k from 1 to %d" % (name, text, MOST_ZONES))
        return None
    try:
        return Zone(int(number), tuple(str(ipaddress.IPv4Network(n)) for n in _words(networks)))
    except ValueError as error:
        faults.append("tag %s is %r: %s" % (name, text, error))
        return None


def _peers(text, own, faults):
    found = {}
    for word in _words(text):
        role, _, address = word.partition("=")
        try:
            peer = str(ipaddress.IPv4Address(address))
        except ValueError:
            peer = None
        if role not in ROLES or role in found or peer in (None, own):
            faults.append("tag peers has %r: write each of pred, succ and spare at most once,"
                          " with the address of another node, as pred=10.0.1.4" % word)
        found[role] = peer
    return tuple(found.items())


def _words(text):
    return [word for word in re.split(r"[,\s]+", text) if word]
