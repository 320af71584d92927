"""Connections that the kernel tracks, by ctnetlink."""
import ipaddress

import netlink

NEW, GET, DELETE = (netlink.CONNTRACK | kind for kind in (0, 1, 2))
# Attributes. The mark is the port that a connection has outside, by a rule of ruleset.py.
ORIGINAL, REPLY, STATUS, PROTOCOL, SOURCE_NAT, TIMEOUT, MARK = 1, 2, 3, 4, 6, 7, 8
SOURCE_PORT, DESTINATION_PORT, ECHO = 2, 3, 4
OWN, ANSWERED = slice(40, 42), slice(100, 102)  # the ports behind and before the translation
LIBERAL = b"\x08\x08"  # in the middle of a connection its window is not known


def move(addresses, near):
    """Has connections tracked under other addresses; what comes from near by stays as it is."""
    near = [ipaddress.IPv4Network(network) for network in near]
    # All are read first: what is made anew would be read again.
    entries = [entry for entry in netlink.dump(GET) if any(old in entry for old in addresses)]
    netlink.tell(step for entry in entries for step in _moved(entry, addresses, near))


def mend():
    """Gives connections that were committed the ports that they had.

    Of a port that was kept conntrackd says nothing, and the kernel then takes the one that the
    same source has in another connection.
    """
    entries = [entry for entry in netlink.dump(GET) if entry[OWN] != entry[ANSWERED]]
    steps = [step for entry in entries for step in _mended(entry)]
    netlink.tell(sorted(steps, key=lambda step: step[1]))  # all deleted before one is made


def _moved(entry, addresses, near):
    address, far, port = _translated(entry)
    if address in addresses and not any(far in network for network in near):
        return _again(entry, addresses[address], port)
    return []


def _mended(entry):
    had = netlink.read(entry).get(MARK, b"")[:1:-1]
    address, _, port = _translated(entry)
    return _again(entry, address, had) if had.strip(b"\0") and had != port else []


def _translated(entry):
    """What a connection's source is translated to, and where it goes."""
    answer, back = _way(netlink.read(entry), REPLY)
    port = back.get(ECHO if ECHO in back else DESTINATION_PORT)
    return answer[2], ipaddress.IPv4Address(answer[1]), port


def _way(entry, way):
    return [netlink.read(part) for part in list(netlink.read(entry[way]).values())[:2]]


def _again(entry, address, port):
    entry = netlink.read(entry)
    ends, ports = _way(entry, ORIGINAL)
    own, to = (ECHO, ECHO) if ECHO in ports else (SOURCE_PORT, DESTINATION_PORT)
    if own not in ports:
        return []
    _, back = _way(entry, REPLY)
    # Given the plain reply, the kernel itself makes of it the one that is translated.
    reply = [(1, [(1, ends[2]), (2, ends[1])]), (2, list({**back, to: ports[own]}.items()))]
    nat = [(1, address), (2, address), (3, [(1, port), (2, port)])]
    made = [(kind, entry[kind]) for kind in (ORIGINAL, STATUS, TIMEOUT)]
    made += [(REPLY, reply), (SOURCE_NAT, nat), (MARK, b"\0\0" + port[::-1])]
    for kind, state in netlink.read(entry.get(PROTOCOL, b"")).items():
        parts = [(1, netlink.read(state)[1]), (4, LIBERAL), (5, LIBERAL)]
        made.append((PROTOCOL, [(kind, parts)]))
    return [(DELETE, 0, made[:1]), (NEW, netlink.CREATE, made)]
