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


def pairs(layout):
    found = [(layout.home, layout.primary), (layout.adopts, layout.adoption)]
    return [
        Pair(e.address(virtual(zone.number)), e.address(private))
        for zone, private in found if layout.home and zone
    ]


def near(layout):
    """Networks that nothing is translated for."""
    return (LINK_LOCAL,) + layout.vpc


def build(interface, layout):
    """(chain, expressions) of all rules."""
    inside = layout.vpc or PRIVATE
    strange = e.interface(e.IN, interface, e.OTHER) + e.ACCEPT
    stay = [e.interface(e.OUT, interface, e.OTHER) + e.ACCEPT]
    stay += _all(e.DESTINATION, near(layout))
    known = e.state(e.ESTABLISHED_RELATED) + e.ACCEPT
    probe = _ports(HEARTBEAT) + e.within(e.SOURCE, VIRTUAL) + e.ACCEPT
    inward, outward = _mapped(layout)
    chains = {
        "translate": stay + _translate(layout),
        "inward": [strange] + inward,
        "guard": [strange, known, e.within(e.DESTINATION, VIRTUAL) + e.DROP, probe]
        + _all(e.SOURCE, dict.fromkeys(inside + PRIVATE)) + [e.DROP],
        "forward": _forward(interface, layout),
        "input": [strange, probe]
        + [_ports(LAST_PORT) + e.within(e.SOURCE, peer) + e.ACCEPT for _, peer in layout.peers]
        + [_ports(LAST_PORT) + e.DROP, known] + _all(e.SOURCE, inside) + [e.DROP],
        "outward": stay + outward,
    }
    return [(chain, rule) for chain, rules in chains.items() for rule in rules]


def _all(place, networks):
    return [e.within(place, network) + e.ACCEPT for network in networks]


def _translate(layout):
    if not layout.home:
        return [e.MASQUERADE]
    home, adopts = layout.home, layout.adopts
    zones = [(network, adopts) for network in adopts.networks] if adopts else []
    return [
        e.within(e.SOURCE, network) + e.source_nat(e.address(virtual(zone.number)))
        for network, zone in zones + [("0.0.0.0/0", home)]
    ]


def _mapped(layout):
    """Rules for what comes in, and for what goes out.

    Errors first: a router of the VPC, too, may tell of a packet that was on its way out.
    """
    far = [e.within(e.QUOTE + e.DESTINATION, network, e.TRANSPORT, e.OTHER)
           for network in near(layout)]
    errors, inward, outward = [], _all(e.SOURCE, near(layout) + (VIRTUAL,)), []
    for known, wire in pairs(layout):
        write = e.rewrite(e.DESTINATION, known) + e.ACCEPT
        inward.append(e.has(e.DESTINATION, wire) + write)
        for sort in e.ERRORS:
            errors.append(e.error(*sort) + e.has(e.QUOTE + e.SOURCE, wire, e.TRANSPORT)
                          + sum(far, []) + e.rewrite(e.SOURCE, known, e.TRANSPORT) + write)
            outward.append(e.error(*sort) + e.has(e.QUOTE + e.DESTINATION, known, e.TRANSPORT)
                           + e.rewrite(e.DESTINATION, wire, e.TRANSPORT))
    # flows.take needs the port, of TCP and UDP.
    outward.append(e.load(e.NETWORK, 9, 1) + e.compare(b"\6", e.AT_LEAST)
                   + e.within(e.SOURCE, VIRTUAL) + e.load(e.TRANSPORT, 0, 2) + e.KEEP_AS_MARK)
    outward += [e.has(e.SOURCE, known) + e.COUNTER + e.rewrite(e.SOURCE, wire) + e.ACCEPT
                for known, wire in pairs(layout)]
    return errors + inward, outward


def _forward(interface, layout):
    out = e.interface(e.OUT, interface)
    # Not this node's own where the image has not set it up: it would come back for ever.
    own = [e.has(e.DESTINATION, e.address(layout.adoption)) + e.DROP] if layout.adoption else []
    return own + [out + e.state(e.INVALID) + e.DROP, out + e.clamp()]


def _ports(last):
    """UDP to a port from the heartbeat's on."""
    port = e.load(e.TRANSPORT, 2, 2)
    return e.protocol(e.UDP) + port + e.compare(HEARTBEAT, e.AT_LEAST) + e.compare(last, e.AT_MOST)
