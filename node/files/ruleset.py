"""Translation and filter of this node, as rules. Pure.

A zone's traffic is tracked under its virtual address, 192.0.2.k, the same on every node, so that
tracked connections fit whichever node carries them. Without state, right behind the interface,
each virtual address stands for one private address of this node. What is not known is dropped,
never refused: an answer would end a connection that is about to be taken over.
"""
from typing import NamedTuple

import expressions as e
from layout import virtual

LINK_LOCAL, VIRTUAL = "169.254.0.0/16", "192.0.2.0/24"
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
HEARTBEAT, LAST_PORT = b"\x0e\xc4", b"\x0e\xff"  # 3780 and 3839
FORMER = "former"  # map of the connections that keep an address they were made under
CHAINS = {  # type, hook, priority
    "translate": ("nat", 4, 99),  # before the rules of an image's iptables, at 100
    "inward": ("filter", 0, -300),
    "guard": ("filter", 0, -50),  # known connections have their own addresses back by then
    "forward": ("filter", 2, 0),
    "input": ("filter", 1, 0),
    "outward": ("filter", 4, 300),
}


class Pair(NamedTuple):
    """A virtual address, and the private one that stands for it on the wire."""

    virtual: bytes
    private: bytes


class Rule(NamedTuple):
    chain: str
    expressions: list
    pair: tuple = ()  # whose packets that leave this rule counts


def pairs(layout):
    found = [(layout.home, layout.primary), (layout.adopts, layout.adoption)]
    return [
        Pair(e.address(virtual(zone.number)), e.address(private))
        for zone, private in found if layout.home and zone
    ]


def near(layout):
    """Networks that nothing is translated for."""
    return (LINK_LOCAL,) + layout.vpc


def build(interface, layout, former):
    """All rules; those of pairs that used to hold only last as long as their connections."""
    current = pairs(layout)
    inside = layout.vpc or PRIVATE
    strange = e.interface(e.IN, interface, e.OTHER) + e.ACCEPT
    leaving = e.interface(e.OUT, interface, e.OTHER) + e.ACCEPT
    known = e.state(e.ESTABLISHED_RELATED) + e.ACCEPT
    probe = _ports(HEARTBEAT) + e.within(e.SOURCE, VIRTUAL) + e.ACCEPT
    chains = {
        "translate": [leaving] + _all(e.DESTINATION, near(layout)) + _translate(layout),
        "inward": [strange] + (_inward(layout, current) if current or former else []),
        "guard": [strange, known, e.within(e.DESTINATION, VIRTUAL) + e.DROP, probe]
        + _all(e.SOURCE, dict.fromkeys(inside + PRIVATE)) + [e.DROP],
        "forward": _forward(interface, layout),
        "input": [strange, probe]
        + [_ports(LAST_PORT) + e.within(e.SOURCE, peer) + e.ACCEPT for _, peer in layout.peers]
        + [_ports(LAST_PORT) + e.DROP, known] + _all(e.SOURCE, inside) + [e.DROP],
        "outward": [leaving] + _all(e.DESTINATION, near(layout)),
    }
    rules = [Rule(chain, body) for chain, bodies in chains.items() for body in bodies]
    return rules + _outward(current + former)


def _all(place, networks):
    return [e.within(place, network) + e.ACCEPT for network in networks]


def _translate(layout):
    if not layout.home:
        return [e.COUNTER + e.MASQUERADE]
    rules = []
    if layout.adopts:
        target = e.COUNTER + e.source_nat(e.address(virtual(layout.adopts.number)))
        rules = [e.within(e.SOURCE, network) + target for network in layout.adopts.networks]
    return rules + [e.COUNTER + e.source_nat(e.address(virtual(layout.home.number)))]


def _inward(layout, current):
    """Errors first: a router of the VPC, too, may tell of a packet that was on its way out."""
    rules = _all(e.SOURCE, near(layout) + (VIRTUAL,)) + _kept()
    far = [e.without(e.QUOTE + e.DESTINATION, network) for network in near(layout)]
    for pair in current:
        write = e.put(pair.virtual) + e.rewrite(e.DESTINATION) + e.ACCEPT
        rules.append(e.has(e.DESTINATION, pair.private) + write)
        quoted = e.has(e.QUOTE + e.SOURCE, pair.private, e.TRANSPORT) + sum(far, [])
        rules = [
            e.error(*sort) + quoted + e.put(pair.virtual) + e.rewrite_quote(e.SOURCE) + write
            for sort in e.ERRORS
        ] + rules
    return _kept_errors() + rules


def _kept_errors():
    key = [(e.TRANSPORT, e.QUOTE + at, size) for at, size in
           ((9, 1), (e.DESTINATION, 4), (e.SOURCE, 4), (22, 2), (20, 2))]
    write = e.rewrite_quote(e.SOURCE, 3) + e.rewrite(e.DESTINATION, 3) + e.ACCEPT
    return [e.error(*sort) + e.look_up(FORMER, key) + write for sort in e.ERRORS]


def _kept():
    """Connections of the map, by their ports or by the id of their echo."""
    write = e.rewrite(e.DESTINATION, 3) + e.ACCEPT
    ends = [(e.NETWORK, at, size) for at, size in ((9, 1), (e.SOURCE, 4), (e.DESTINATION, 4))]
    ports, echo = ([(e.TRANSPORT, at, 2) for at in places] for places in ((0, 2), (4, 4)))
    reply = e.protocol(e.ICMP) + e.has(0, b"\0", e.TRANSPORT)
    return [start + e.look_up(FORMER, ends + key) + write
            for start, key in (([], ports), (reply, echo))]


def _outward(both):
    return [
        Rule("outward", e.error(*sort)
             + e.has(e.QUOTE + e.DESTINATION, pair.virtual, e.TRANSPORT)
             + e.put(pair.private) + e.rewrite_quote(e.DESTINATION))
        for pair in both for sort in e.ERRORS
    ] + [
        Rule("outward", e.has(e.SOURCE, pair.virtual) + e.COUNTER + e.put(pair.private)
             + e.rewrite(e.SOURCE) + e.ACCEPT, pair)
        for pair in both
    ]


def _forward(interface, layout):
    out = e.interface(e.OUT, interface)
    # Not this node's own where the image has not set it up: it would come back for ever.
    own = [e.has(e.DESTINATION, e.address(layout.adoption)) + e.DROP] if layout.adoption else []
    return own + [out + e.state(e.INVALID) + e.DROP, out + e.clamp()]


def _ports(last):
    """UDP to a port from the heartbeat's on."""
    port = e.load(e.TRANSPORT, 2, 2)
    return e.protocol(e.UDP) + port + e.compare(HEARTBEAT, e.AT_LEAST) + e.compare(last, e.AT_MOST)
