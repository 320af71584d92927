"""Figures for the operator, as text that Prometheus reads."""
import os
import re
import subprocess

import forwarding

TRACKED = "/proc/sys/net/netfilter/nf_conntrack_"
COLUMNS = {"rx_bytes": 0, "rx_packets": 1, "tx_bytes": 8, "tx_packets": 9}


def conntrack():
    """Entries of connection tracking, and how many there may be; zero where there is none."""
    try:
        return tuple(int(forwarding.read(TRACKED + name)) for name in ("count", "max"))
    except OSError:
        return 0, 0


def gather(interface):
    """The figures of the kernel and of the driver, as pairs of name and value."""
    yield from zip(("conntrack_entries", "conntrack_entries_max"), conntrack())
    for line in forwarding.read("/proc/net/dev").splitlines():
        name, _, figures = line.partition(":")
        if name.strip() == interface:
            for name, column in COLUMNS.items():
                yield "interface_%s_total" % name, figures.split()[column]
    try:
        done = subprocess.run(["ethtool", "-S", interface], capture_output=True)
    except OSError:
        return  # not on this image
    # What EC2 held back.
    for name, value in re.findall(r"(\w+_allowance_exceeded): (\d+)", done.stdout.decode()):
        yield "ena_%s_total" % name, value


def write(root, pairs):
    path = root + "/run/nat-failover/metrics.prom"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="ascii") as file:
        file.writelines("nat_failover_%s %s\n" % pair for pair in pairs)
    os.replace(path + ".new", path)
