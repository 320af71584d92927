"""Connections that the kernel tracks, by ctnetlink."""
import ipaddress

import netlink

NEW, GET, DELETE = (netlink.CONNTRACK | kind for kind in (0, 1, 2))
ORIGINAL, REPLY, STATUS, PROTOCOL, SOURCE_NAT, TIMEOUT = 1, 2, 3, 4, 6, 7  # attributes
SOURCE_PORT, DESTINATION_PORT, ECHO = 2, 3, 4
LIBERAL = b"\x08\x08"  # in the middle of a connection its window is not known


def move(addresses, near):
    """Has connections tracked under other addresses; what comes from near by stays as it is."""
    near = [ipaddress.IPv4Network(network) for network in near]
    # All are read first: what is made anew would be read again.
    entries = [entry for entry in netlink.dump(GET) if any(old in entry for old in addresses)]
    netlink.tell(step for entry in entries for step in _again(entry, addresses, near))


def _again(entry, addresses, near):
    entry = netlink.read(entry)
    (ends, ports), (answer, back) = (
        [netlink.read(part) for part in list(netlink.read(entry[way]).values())[:2]]
        for way in (ORIGINAL, REPLY)
    )
    far = ipaddress.IPv4Address(answer[1])
    own, to = (ECHO, ECHO) if ECHO in ports else (SOURCE_PORT, DESTINATION_PORT)
    if answer[2] not in addresses or own not in ports or any(far in network for network in near):
        return []
    address, port = addresses[answer[2]], back[to]
    # Given the plain reply, the kernel itself makes of it the one that is translated.
    reply = [(1, [(1, ends[2]), (2, ends[1])]), (2, list({**back, to: ports[own]}.items()))]
    nat = [(1, address), (2, address), (3, [(1, port), (2, port)])]
    made = [(kind, entry[kind]) for kind in (ORIGINAL, STATUS, TIMEOUT)]
    made += [(REPLY, reply), (SOURCE_NAT, nat)]
    for kind, state in netlink.read(entry.get(PROTOCOL, b"")).items():
        parts = [(1, netlink.read(state)[1]), (4, LIBERAL), (5, LIBERAL)]
        made.append((PROTOCOL, [(kind, parts)]))
    return [(DELETE, 0, made[:1]), (NEW, netlink.CREATE, made)]
