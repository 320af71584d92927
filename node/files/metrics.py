"""Figures for the operator, as text that Prometheus reads."""
import array
import fcntl
import os
import socket
import struct

TRACKED = "/proc/sys/net/netfilter/nf_conntrack_"
SIOCETHTOOL, GET_STRINGS, GET_STATISTICS, COUNTS = 0x8946, 0x1B, 0x1D, 0x37
STATISTICS = 1  # the set of strings that names them
WIDTH = 32
COLUMNS = ("bytes", "packets", "errors", "dropped") + ("unused",) * 4


def conntrack():
    """Entries of connection tracking, and how many there may be; zero where there is none."""
    try:
        return tuple(int(_read(TRACKED + name)) for name in ("count", "max"))
    except OSError:
        return 0, 0


def gather(interface):
    """The figures of the kernel and of the driver, as pairs of name and value."""
    count, most = conntrack()
    yield "conntrack_entries", count
    yield "conntrack_entries_max", most
    for line in _read("/proc/net/dev").splitlines():
        name, colon, figures = line.partition(":")
        if colon and name.strip() == interface:
            names = [way + what for way in ("rx_", "tx_") for what in COLUMNS]
            for name, value in zip(names, figures.split()):
                if "_unused" not in name:
                    yield "interface_%s_total" % name, int(value)
    for name, value in allowances(interface):
        yield "ena_%s_total" % name, value


def allowances(interface, ending="_allowance_exceeded"):
    """What EC2 held back for want of allowance, of drivers that count it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        def ask(request):
            place = array.array("B", request)
            ifreq = struct.pack("16sP", interface.encode(), place.buffer_info()[0])
            fcntl.ioctl(any_socket, SIOCETHTOOL, ifreq)
            return place.tobytes()

        try:
            answer = ask(struct.pack("=IIQI", COUNTS, 0, 1 << STATISTICS, 0))
            size = struct.unpack_from("=I", answer, 16)[0]
            names = ask(struct.pack("=III", GET_STRINGS, STATISTICS, size) + bytes(size * WIDTH))
            values = ask(struct.pack("=II", GET_STATISTICS, size) + bytes(size * 8))
        except OSError:
            return []
    texts = [names[12 + i * WIDTH:][:WIDTH].split(b"\0")[0].decode() for i in range(size)]
    pairs = zip(texts, struct.unpack_from("=%dQ" % size, values, 8))
    return [(name, value) for name, value in pairs if name.endswith(ending)]


def write(root, pairs):
    folder = root + "/run/nat-failover"
    os.makedirs(folder, exist_ok=True)
    text = "".join("nat_failover_%s %s\n" % pair for pair in pairs)
    with open(folder + "/metrics.new", "w", encoding="ascii") as file:
        file.write(text)
    os.replace(folder + "/metrics.new", folder + "/metrics.prom")


def _read(path):
    with open(path, encoding="ascii") as file:
        return file.read()
