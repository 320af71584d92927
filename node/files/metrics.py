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
COLUMNS = {"rx_bytes": 0, "rx_packets": 1, "rx_dropped": 3, "tx_bytes": 8, "tx_packets": 9}


def conntrack():
    """Entries of connection tracking, and how many there may be; zero where there is none."""
    try:
        return tuple(int(_read(TRACKED + name)) for name in ("count", "max"))
    except OSError:
        return 0, 0


def gather(interface):
    """The figures of the kernel and of the driver, as pairs of name and value."""
    yield from zip(("conntrack_entries", "conntrack_entries_max"), conntrack())
    for line in _read("/proc/net/dev").splitlines():
        name, _, figures = line.partition(":")
        if name.strip() == interface:
            for name, column in COLUMNS.items():
                yield "interface_%s_total" % name, int(figures.split()[column])
    try:
        for name, value in statistics(interface):
            if name.endswith("_allowance_exceeded"):
                yield "ena_%s_total" % name, value
    except OSError:
        pass  # a driver that counts nothing


def statistics(interface):
    """The driver's own, as ethtool -S shows them; among them what EC2 held back."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        def ask(request):
            place = array.array("B", request)
            ifreq = struct.pack("16sP", interface.encode(), place.buffer_info()[0])
            fcntl.ioctl(any_socket, SIOCETHTOOL, ifreq)
            return place.tobytes()

        size, = struct.unpack_from("=I", ask(struct.pack("=IIQI", COUNTS, 0, 2, 0)), 16)
        names = ask(struct.pack("=III", GET_STRINGS, STATISTICS, size) + bytes(size * WIDTH))
        values = ask(struct.pack("=II", GET_STATISTICS, size) + bytes(size * 8))
    texts = (names[12 + i * WIDTH:][:WIDTH].rstrip(b"\0").decode() for i in range(size))
    return list(zip(texts, struct.unpack_from("=%dQ" % size, values, 8)))


def write(root, pairs):
    path = root + "/run/nat-failover/metrics.prom"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="ascii") as file:
        file.writelines("nat_failover_%s %s\n" % pair for pair in pairs)
    os.replace(path + ".new", path)


def _read(path):
    with open(path, encoding="ascii") as file:
        return file.read()
