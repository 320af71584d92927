"""Netfilter's netlink: messages written, sent and read. Amazon Linux 2023 ships no nft."""
import os
import socket
import struct

NETLINK_NETFILTER, NLMSG_ERROR, NLMSG_DONE = 12, 2, 3
REQUEST, ACK, DUMP, CREATE, APPEND = 0x1, 0x4, 0x300, 0x400, 0x800
BATCH_BEGIN, BATCH_END, NFTABLES = 16, 17, 10
NESTED, TYPE_MASK = 0x8000, 0x3FFF
SEND_BYTES, SEND_BUFFER_FORCE = 1 << 25, 32


def transact(steps):
    """Has the kernel take (kind, flags, attributes) of nf_tables, all of them or none."""
    messages = [_message(BATCH_BEGIN, REQUEST, 0, (), socket.AF_UNSPEC, NFTABLES)]
    for number, (kind, flags, attributes) in enumerate(steps, 1):
        kind, flags = NFTABLES << 8 | kind, REQUEST | ACK | flags
        messages.append(_message(kind, flags, number, attributes))
    messages.append(_message(BATCH_END, REQUEST, len(steps) + 1, (), socket.AF_UNSPEC, NFTABLES))
    for _, number, _ in _exchange(b"".join(messages)):
        if number == len(steps):
            return


def dump(kind, attributes=(), subsystem=NFTABLES):
    """The attributes, as bytes, of each object that the kernel answers."""
    request = _message(subsystem << 8 | kind, REQUEST | DUMP, 1, attributes)
    for answer, _, payload in _exchange(request):
        if answer == NLMSG_DONE:
            return
        yield payload[4:]


def read(data):
    """Attributes by kind; of several of one kind the last."""
    return dict(each(data))


def each(data):
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        yield kind & TYPE_MASK, data[4:length]
        data = data[(length + 3) & ~3:]


def write(attributes):
    """Pairs of kind and value: numbers are 32 bits wide, a sequence nests."""
    parts = []
    for kind, value in attributes:
        if isinstance(value, (list, tuple)):
            kind, value = kind | NESTED, write(value)
        elif isinstance(value, str):
            value = value.encode() + b"\0"
        elif isinstance(value, int):
            value = struct.pack(">I", value & 0xFFFFFFFF)
        parts.append(struct.pack("=HH", 4 + len(value), kind) + value + bytes(-len(value) % 4))
    return b"".join(parts)


def text(value):
    return value.split(b"\0")[0].decode()


def _message(kind, flags, number, attributes, family=socket.AF_INET, resource=0):
    body = struct.pack("=BBH", family, 0, socket.htons(resource)) + write(attributes)
    return struct.pack("=IHHII", 16 + len(body), kind, flags, number, 0) + body


def _exchange(request):
    """Sends one request and yields (kind, number, payload) of the answers."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as kernel:
        kernel.settimeout(3)
        if len(request) > 100000:
            kernel.setsockopt(socket.SOL_SOCKET, SEND_BUFFER_FORCE, SEND_BYTES)
        kernel.bind((0, 0))
        kernel.send(request)
        while True:
            answer = kernel.recv(1 << 17)
            start = 0
            while start < len(answer):
                length, kind, _, number, _ = struct.unpack_from("=IHHII", answer, start)
                if kind == NLMSG_ERROR:
                    code = struct.unpack_from("=i", answer, start + 16)[0]
                    if code:
                        why = "nfnetlink message %d: %s" % (number, os.strerror(-code))
                        raise OSError(-code, why)
                yield kind, number, answer[start + 16:start + length]
                start += (length + 3) & ~3
