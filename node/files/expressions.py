"""What a rule of nf_tables is made of; each function answers a list of (name, attributes)."""
import socket
import struct

NETWORK, TRANSPORT = 1, 2  # where a payload's offset counts from
SOURCE, DESTINATION = 12, 16  # in an IPv4 header
QUOTE = 8  # where an ICMP error quotes a header, from its transport header
IN, OUT = 6, 7  # names of interfaces, as meta keys
EQUAL, OTHER, AT_MOST, AT_LEAST = 0, 1, 3, 5
ESTABLISHED_RELATED, INVALID = 6, 1
ICMP, UDP = 1, 17
ERRORS = ((0xF7, 3), (0xFF, 12))  # mask and value: unreachable or time exceeded; bad parameter
DROP, ACCEPT = ([("immediate", [(1, 0), (2, [(2, [(1, code)])])])] for code in (0, 1))
COUNTER = [("counter", [])]
KEEP_AS_MARK = [("ct", [(2, 3), (4, 1)])]  # of the connection, and copied with it
MASQUERADE = COUNTER + [("masq", [])]


def address(value):
    return socket.inet_aton(value)


def load(base, offset, length):
    return [("payload", [(1, 1), (2, base), (3, offset), (4, length)])]


def compare(value, how=EQUAL):
    return [("cmp", [(1, 1), (2, how), (3, [(1, value)])])]


def masked(mask, value, how=EQUAL):
    both = [(4, [(1, mask)]), (5, [(1, bytes(len(mask)))])]
    return [("bitwise", [(1, 1), (2, 1), (3, len(mask))] + both)] + compare(value, how)


def interface(direction, name, how=EQUAL):
    return [("meta", [(1, 1), (2, direction)])] + compare(name.encode().ljust(16, b"\0"), how)


def has(offset, value, base=NETWORK):
    return load(base, offset, len(value)) + compare(value)


def within(offset, network, base=NETWORK, how=EQUAL):
    first, _, length = network.partition("/")
    mask = struct.pack(">I", 0xFFFFFFFF << 32 - int(length or 32) & 0xFFFFFFFF)
    return load(base, offset, 4) + masked(mask, address(first), how)


def protocol(number):
    return has(9, bytes([number]))


def state(bits):
    mask = struct.pack("=I", bits)
    return [("ct", [(1, 1), (2, 0)])] + masked(mask, bytes(4), OTHER)


def error(mask, kind):
    """An ICMP error, which quotes the header of the packet that it is about."""
    return protocol(ICMP) + load(TRANSPORT, 0, 1) + masked(bytes([mask]), bytes([kind]))


def put(value):
    return [("immediate", [(1, 1), (2, [(1, value)])])]


def rewrite(offset, value, base=NETWORK):
    """Writes an address into the packet, or into the header that an ICMP error quotes.

    All checksums of the packet follow; a quoted header's own takes up the difference, so that
    the error's stays right.
    """
    start, follow = (0, 1) if base == NETWORK else (QUOTE, 0)
    place = [(5, 1), (2, base), (3, start + offset), (4, 4)]
    return put(value) + [("payload", place + [(6, 1), (7, start + 10), (8, follow)])]


def source_nat(value):
    return put(value) + [("nat", [(1, 0), (2, socket.AF_INET), (3, 1)])]


def clamp():
    """Lowers the segment size of a TCP handshake to what both its routes can carry."""
    handshake = has(9, b"\x06") + load(TRANSPORT, 13, 1) + masked(b"\x06", b"\x02")
    size = [("rt", [(1, 1), (2, 3)]), ("byteorder", [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2)])]
    option = [("exthdr", [(7, 1), (2, b"\x02"), (3, 2), (4, 2), (6, 1)])]
    return handshake + size + option
