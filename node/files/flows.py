"""Connections that the kernel tracks, by ctnetlink."""
import functools
import ipaddress
import operator
import re
import socket
import struct

import netlink

NEW, GET, DELETE = (netlink.CONNTRACK | kind for kind in (0, 1, 2))
DELETION = struct.pack("=HH", DELETE, netlink.REQUEST)  # of what a message else would make
# Attributes. The mark is the port that a connection has outside, by a rule of ruleset.py.
ORIGINAL, REPLY, STATUS, PROTOCOL, SOURCE_NAT, TIMEOUT, MARK = 1, 2, 3, 4, 6, 7, 8
STATES = ["SYN_RECV", "ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT"]  # the first is number 2
# Of what conntrackd shows of a peer's connections: those that go on, and were translated.
LINE = re.compile(
    r"(?:tcp|udp) +\d+ (?:(%s) )?src=([\d.]+) dst=([\d.]+) sport=(\d+) dport=(\d+) .*mark=([1-9]\d*)"
    % "|".join(STATES)
)


def take(shown, address, known, anew=False):
    """Tracks what conntrackd shows of a peer's connections and is not known yet.

    Its own commit says nothing of a port that NAT has kept: the kernel then takes the one that
    the same source has in another connection. And it makes anew what is there already; this does
    so only if told to.
    """
    netlink.pour(_shown(shown, address, known, anew))


def move(addresses, near):
    """Has connections tracked under other addresses; what comes from near by stays as it is."""
    near = [ipaddress.IPv4Network(network) for network in near]
    # All are read first: what is made anew would be read again.
    entries = [entry for entry in netlink.dump(GET) if any(old in entry for old in addresses)]
    netlink.pour(message for entry in entries for message in _moved(entry, addresses, near))


def _shown(text, address, known, anew):
    for line in LINE.finditer(text):
        if line[0] not in known:
            known.add(line[0])
            state, source, destination, *numbers = line.groups()
            own, to, mark = (int(number).to_bytes(4, "big")[2:] for number in numbers)
            state = state and STATES.index(state) + 2
            made = _made(state, address, _bytes(source), _bytes(destination), own, to, mark[::-1])
            if anew:
                yield made[:4] + DELETION + made[8:]
            yield made


def _moved(entry, addresses, near):
    entry = netlink.read(entry)
    (ends, ports), (answer, back) = (
        [netlink.read(part) for part in list(netlink.read(entry[way]).values())[:2]]
        for way in (ORIGINAL, REPLY)
    )
    far = ipaddress.IPv4Address(answer[1])
    if answer[2] in addresses and not any(far in network for network in near):
        yield netlink.message(0, DELETE, 0, [(ORIGINAL, entry[ORIGINAL])])
        if ports[1] in (b"\6", b"\x11"):  # all else begins anew
            state = PROTOCOL in entry and netlink.read(netlink.read(entry[PROTOCOL])[1])[1][0]
            yield _made(state, addresses[answer[2]], ends[1], ends[2], ports[2], ports[3], back[3])


def _made(state, address, source, destination, own, to, port):
    there, back = (source, destination, own, to), (destination, source, to, own)
    values = (*there, *back, address, address, port, port, port[::-1])
    pieces = _pieces(state)
    return b"".join(map(operator.concat, pieces, values)) + pieces[-1]


_bytes = functools.lru_cache(socket.inet_aton)


@functools.lru_cache
def _pieces(state):
    """The message that makes a connection, of TCP if it has a state, between the values."""
    number = b"\6" if state else b"\x11"
    way = [(1, [(1, b"addr"), (2, b"addr")]), (2, [(1, number), (2, b"pt"), (3, b"pt")])]
    nat = [(1, b"addr"), (2, b"addr"), (3, [(1, b"pt"), (2, b"pt")])]
    # Given the plain reply, the kernel itself makes of it the one that is translated.
    made = [(ORIGINAL, way), (REPLY, way), (SOURCE_NAT, nat), (MARK, b"\0\0pt"), (STATUS, 0xE)]
    made.append((TIMEOUT, 432000 if state in (2, 3) else 120))
    if state:
        made.append((PROTOCOL, [(1, [(1, bytes([state]))])]))
    return re.split(b"addr|pt", netlink.message(0, NEW, netlink.CREATE | netlink.EXCLUSIVE, made))
