"""Masquerade by nfnetlink alone: Amazon Linux 2023 ships neither iptables nor nft."""
import errno
import os
import socket
import struct

TABLE, CHAIN = "nat-failover", "postrouting"
NETLINK_NETFILTER, NLMSG_ERROR, NLMSG_DONE = 12, 2, 3
REQUEST, ACK, DUMP, CREATE, APPEND = 0x1, 0x4, 0x300, 0x400, 0x800
BATCH_BEGIN, BATCH_END, NFTABLES = 16, 17, 10
NEWTABLE, DELTABLE, NEWCHAIN, NEWRULE, GETRULE = (NFTABLES << 8 | n for n in (0, 2, 3, 6, 7))
NESTED, TYPE_MASK = 0x8000, 0x3FFF
POSTROUTING, SOURCE_NAT = 4, 100  # hook and priority
META_OIFNAME, REGISTER, EQUAL = 7, 1, 0


def missing(interface):
    """What of our rules is not in the kernel, in words; empty when all is there."""
    if [_masqueraded(rule) for rule in _rules()] == [interface]:
        return []
    return ["masquerade rule on %s was not in table ip %s" % (interface, TABLE)]


def apply(interface):
    """Puts our table in place, or back, in one transaction; nobody else's table is touched."""
    if not missing(interface):
        return  # counters live on
    table, chain = _attribute(1, TABLE), _attribute(3, CHAIN)
    hook = _nested(4, _attribute(1, _number(POSTROUTING)), _attribute(2, _number(SOURCE_NAT)))
    expressions = _nested(
        4,
        _expression(
            "meta", _attribute(2, _number(META_OIFNAME)), _attribute(1, _number(REGISTER))
        ),
        _expression(
            "cmp",
            _attribute(1, _number(REGISTER)),
            _attribute(2, _number(EQUAL)),
            _nested(3, _attribute(1, _name(interface))),
        ),
        _expression("counter", _attribute(1, bytes(8)), _attribute(2, bytes(8))),
        _expression("masq"),
    )
    # Deleting needs a table to delete, hence the first creation.
    steps = [
        (NEWTABLE, CREATE, table),
        (DELTABLE, 0, table),
        (NEWTABLE, CREATE, table),
        (NEWCHAIN, CREATE, table + chain + hook + _attribute(7, "nat")),
        (NEWRULE, CREATE | APPEND, table + _attribute(2, CHAIN) + expressions),
    ]
    messages = [_message(BATCH_BEGIN, REQUEST, 0, socket.AF_UNSPEC, NFTABLES)]
    for number, (kind, flags, body) in enumerate(steps, 1):
        messages.append(_message(kind, REQUEST | ACK | flags, number, socket.AF_INET) + body)
    messages.append(_message(BATCH_END, REQUEST, len(steps) + 1, socket.AF_UNSPEC, NFTABLES))
    for _, number, _ in _exchange(b"".join(_sized(message) for message in messages)):
        if number == len(steps):
            return


def _rules():
    """Attributes of every rule in our chain."""
    body = _attribute(1, TABLE) + _attribute(2, CHAIN)
    rules = []
    try:
        request = _sized(_message(GETRULE, REQUEST | DUMP, 1, socket.AF_INET) + body)
        for kind, _, payload in _exchange(request):
            if kind == NLMSG_DONE:
                return rules
            if kind == NEWRULE:
                rules.append(dict(_attributes(payload[4:])))
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
    return []


def _masqueraded(rule):
    """The interface that a rule masquerades, or None when it does something else."""
    names, interface = [], None
    for _, element in _attributes(rule.get(4, b"")):
        expression = dict(_attributes(element))
        names.append(_text(expression[1]))
        if names[-1] == "cmp":
            interface = _text(dict(_attributes(dict(_attributes(expression[2]))[3]))[1])
    return interface if names == ["meta", "cmp", "counter", "masq"] else None


def _exchange(request):
    """Sends one request and yields (kind, number, payload) of the answers."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as kernel:
        kernel.settimeout(3)
        kernel.bind((0, 0))
        kernel.send(request)
        while True:
            answer = kernel.recv(1 << 17)
            while answer:
                length, kind, _, number, _ = struct.unpack_from("=IHHII", answer)
                code = struct.unpack_from("=i", answer, 16)[0] if kind == NLMSG_ERROR else 0
                if code:
                    why = "nfnetlink message %d: %s" % (number, os.strerror(-code))
                    raise OSError(-code, why)
                yield kind, number, answer[16:length]
                answer = answer[(length + 3) & ~3:]


def _message(kind, flags, number, family, resource=0):
    header = struct.pack("=IHHII", 0, kind, flags, number, 0)
    return header + struct.pack("=BBH", family, 0, socket.htons(resource))


def _sized(message):
    return struct.pack("=I", len(message)) + message[4:]


def _attribute(kind, value):
    value = value.encode() + b"\0" if isinstance(value, str) else value
    length = 4 + len(value)
    return struct.pack("=HH", length, kind) + value + bytes(-length % 4)


def _nested(kind, *attributes):
    return _attribute(kind | NESTED, b"".join(attributes))


def _expression(name, *attributes):
    data = (_nested(2, *attributes),) if attributes else ()
    return _nested(1, _attribute(1, name), *data)


def _attributes(data):
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        yield kind & TYPE_MASK, data[4:length]
        data = data[(length + 3) & ~3:]


def _number(value):
    return struct.pack(">I", value)


def _name(interface):
    return interface.encode().ljust(16, b"\0")


def _text(value):
    return value.split(b"\0")[0].decode()
