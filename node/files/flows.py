"""Connections that the kernel tracks, by ctnetlink."""
import struct

import netlink

CONNTRACK, GET = 1, 1
DIRECTIONS, ADDRESSES, PORTS = (1, 2), 1, 2  # attributes
NUMBER, SOURCE_PORT, DESTINATION_PORT, ECHO = 1, 2, 3, 4


def towards(addresses, near):
    """Which of the addresses a connection is tracked under, by the key of what comes in for it.

    The addresses have the ones that stand for them on the wire. The key is protocol, source,
    destination on the wire, and both ports or twice the id of an echo, as in the registers of
    nf_tables. Nothing that comes from the networks near by is among them.
    """
    near, found = [_range(network) for network in near], {}
    for entry in netlink.dump(GET, subsystem=CONNTRACK):
        if not any(address in entry for address in addresses):
            continue
        entry = netlink.read(entry)
        for direction in DIRECTIONS:
            parts = netlink.read(entry[direction])
            ends, ports = netlink.read(parts[ADDRESSES]), netlink.read(parts[PORTS])
            source, to = ends[1], ends[2]
            if to not in addresses or any(mask & _number(source) == base for base, mask in near):
                continue
            kind = ports[NUMBER] + bytes(3)
            echo = ports.get(ECHO, b"\0\0")
            first, second = (ports.get(end, echo) for end in (SOURCE_PORT, DESTINATION_PORT))
            ports = first + b"\0\0" + second + b"\0\0"
            found[kind + source + addresses[to] + ports] = to
    return found


def _range(network):
    base, _, length = network.partition("/")
    mask = 0xFFFFFFFF << 32 - int(length) & 0xFFFFFFFF
    return _number(bytes(int(part) for part in base.split("."))) & mask, mask


def _number(address):
    return struct.unpack(">I", address)[0]
