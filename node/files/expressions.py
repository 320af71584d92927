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
COUNTER = [("counter", [(1, bytes(8)), (2, bytes(8))])]
MASQUERADE = [("masq", [])]


def address(value):
    return socket.inet_aton(value)


def load(base, offset, length, register=1):
    return [("payload", [(1, register), (2, base), (3, offset), (4, length)])]


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


def without(offset, network):
    """An address quoted by an ICMP error is not in the network."""
    return within(offset, network, TRANSPORT, OTHER)


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


def rewrite(offset, register=1):
    """Writes the register as an address of the packet; all its checksums follow."""
    target = [(5, register), (2, NETWORK), (3, offset), (4, 4)]
    return [("payload", target + [(6, 1), (7, 10), (8, 1)])]


def rewrite_quote(offset, register=1, checksum=10):
    """The same for the header quoted by an ICMP error.

    The quoted header's checksum takes up the difference, so that the error's own stays right.
    """
    target = [(5, register), (2, TRANSPORT), (3, QUOTE + offset), (4, 4)]
    return [("payload", target + [(6, 1), (7, QUOTE + checksum), (8, 0)])]


def source_nat(value):
    return put(value) + [("nat", [(1, 0), (2, socket.AF_INET), (3, 1)])]


def look_up(name, loads):
    """Finds the loads, side by side, in a map; what it holds goes to register 3."""
    found = []
    for place, (base, offset, length) in enumerate(loads):
        found += load(base, offset, length, 8 + place)
    return found + [("lookup", [(1, name), (2, 1), (3, 3)])]


def clamp():
    """Lowers the segment size of a TCP handshake to what both its routes can carry."""
    handshake = has(9, b"\x06") + load(TRANSPORT, 13, 1) + masked(b"\x06", b"\x02")
    size = [("rt", [(1, 1), (2, 3)]), ("byteorder", [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2)])]
    option = [("exthdr", [(7, 1), (2, b"\x02"), (3, 2), (4, 2), (6, 1)])]
    return handshake + size + option
