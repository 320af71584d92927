"""What this node is to serve and who its peers are: its tags and the facts of its interface."""
import ipaddress
import re
from collections import namedtuple

ROLES = {"pred", "succ", "spare"}
MOST_ZONES = 29  # each has a port below 3810 for its heir and one from there on for its spare


# A zone that this node translates for; number is the k of its virtual address.
Zone = namedtuple("Zone", "number networks")
# primary, adoption: own private addresses; home, adopts: a Zone or None; peers: (role, address).
Layout = namedtuple("Layout", "primary adoption vpc home adopts peers")


def virtual(number):
    """The address of zone `number` in every node's connection tracking."""
    return "192.0.2.%d" % number


def letter(zone):
    """The number of a zone such as us-east-1c: the controller gives it where letters differ."""
    return ord(zone[-1]) - 96


def read(tags, facts):
    """The layout; ValueError names a tag that is not as it has to be, and its fault."""
    found = {}
    for name, parse in (("home", _zone), ("adopts", _zone), ("peers", _peers)):
        try:
            found[name] = parse(tags.get(name, ""))
        except ValueError as error:
            raise ValueError("tag %s is %r: %s" % (name, tags[name], error)) from error
    adoption = facts.secondaries[0] if facts.secondaries else None
    if not (found["home"] and adoption):
        # What it adopts leaves by the adoption address: without one it cannot be told apart.
        found["adopts"] = None
    return Layout(facts.primary, adoption, facts.vpc, **found)


def _zone(text):
    if not text:
        return None
    number, equals, networks = text.partition("=")
    if not (equals and number.isdigit() and 0 < int(number) <= MOST_ZONES):
        raise ValueError("write k=cidr,cidr, k from 1 to %d" % MOST_ZONES)
    return Zone(int(number), tuple(str(ipaddress.IPv4Network(n)) for n in words(networks)))


def _peers(text):
    peers = tuple(word.partition("=")[::2] for word in words(text))
    if len(ROLES & set(dict(peers))) < len(peers):
        raise ValueError("write role=address, each of pred, succ and spare at most once")
    for _, address in peers:
        ipaddress.IPv4Address(address)
    return peers


def words(text):
    return re.findall(r"[^,\s]+", text)
