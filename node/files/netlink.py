"""Netfilter's netlink: messages written, sent and read. Amazon Linux 2023 ships no nft."""
import os
import socket
import struct
import time

NETLINK_NETFILTER, NLMSG_ERROR, NLMSG_DONE = 12, 2, 3
REQUEST, ACK, DUMP, EXCLUSIVE, CREATE, APPEND = 0x1, 0x4, 0x300, 0x200, 0x400, 0x800
BATCH_BEGIN, BATCH_END = 16, 17
CONNTRACK, NFTABLES = 1 << 8, 10 << 8  # subsystems
NESTED, TYPE_MASK = 0x8000, 0x3FFF


def transact(steps):
    """Has the kernel take (kind, flags, attributes) of nf_tables, all of them or none."""
    steps = [(NFTABLES | kind, ACK | flags, attributes) for kind, flags, attributes in steps]
    for _, number, _ in _exchange([(BATCH_BEGIN, 0, ())] + steps + [(BATCH_END, 0, ())]):
        if number == len(steps):
            return


def dump(kind, attributes=()):
    """The attributes, as bytes, of each object that the kernel answers."""
    for answer, _, payload in _exchange([(kind, DUMP, attributes)]):
        if answer == NLMSG_DONE:
            return
        yield payload[4:]


def pour(messages):
    """Sends one by one, and lets be what the kernel refuses."""
    with _kernel() as kernel:
        for number, each in enumerate(messages):
            kernel.send(each)
            if number % 512 == 511:
                # What comes first must not keep the kernel from its packets, nor others for long.
                time.sleep(min(0.01, number / 5e6))


def read(data):
    """Attributes by kind; of several of one kind the last."""
    found = {}
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        found[kind & TYPE_MASK] = data[4:length]
        data = data[(length + 3) & ~3:]
    return found


def write(attributes):
    """Pairs of kind and value: numbers are 32 bits wide, a sequence nests."""
    parts = []
    for kind, value in attributes:
        if isinstance(value, (list, tuple)):
            kind, value = kind | NESTED, write(value)
        elif isinstance(value, str):
            value = value.encode() + b"\0"
        elif isinstance(value, int):
            value = struct.pack(">i", value)
        parts.append(struct.pack("=HH", 4 + len(value), kind) + value + bytes(-len(value) % 4))
    return b"".join(parts)


def message(number, kind, flags, attributes):
    body = struct.pack("=BBH", socket.AF_INET, 0, socket.htons(NFTABLES >> 8)) + write(attributes)
    return struct.pack("=IHHII", 16 + len(body), kind, REQUEST | flags, number, 0) + body


def _kernel():
    kernel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
    kernel.settimeout(3)
    return kernel


def _exchange(steps):
    """Sends the steps at once and yields (kind, number, payload) of the answers."""
    with _kernel() as kernel:
        kernel.send(b"".join(message(number, *step) for number, step in enumerate(steps)))
        while True:
            answer = kernel.recv(1 << 17)
            while answer:
                length, kind, _, number, _ = struct.unpack_from("=IHHII", answer)
                if kind == NLMSG_ERROR:
                    code = -struct.unpack_from("=i", answer, 16)[0]
                    if code:
                        why = "nfnetlink message %d: %s" % (number, os.strerror(code))
                        raise OSError(code, why)
                yield kind, number, answer[16:length]
                answer = answer[(length + 3) & ~3:]
