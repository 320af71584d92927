"""The interface of the default route, and the kernel settings that let packets through."""
import contextlib
import os

UP = 1
BYTES_A_CONNECTION = 4096  # of memory in all, a tenth of it taken when the table is full


def default_interface(table="/proc/net/route"):
    """Name of the interface of the best IPv4 default route, whatever the image calls it."""
    routes = []
    with open(table, encoding="ascii") as lines:
        for line in list(lines)[1:]:
            name, to, _, flags, _, _, metric, mask = line.split()[:8]
            if to == mask == "00000000" and int(flags, 16) & UP:
                routes.append((int(metric), name))
    if not routes:
        raise OSError("there is no IPv4 default route")
    return min(routes)[1]


def settings(interface):
    # ip_forward comes first: changing it resets other settings of the interfaces.
    return {
        "net/ipv4/ip_forward": "1",
        "net/ipv4/conf/all/send_redirects": "0",
        "net/ipv4/conf/%s/send_redirects" % interface: "0",
        # Loose: packets of other subnets come in by the interface that they leave by.
        "net/ipv4/conf/%s/rp_filter" % interface: "2",
        # A connection that comes back has gone on elsewhere: its sequence numbers are not known.
        "net/netfilter/nf_conntrack_tcp_be_liberal": "1",
    }


def wrong(interface):
    """The settings that are not as they have to be, in words."""
    current = {key: read("/proc/sys/" + key) for key in settings(interface)}
    return ["%s was %s" % (key, current[key])
            for key, value in settings(interface).items() if current[key] != value]


def apply(interface):
    for key, value in settings(interface).items():
        _write("/proc/sys/" + key, value)


def keep(interface, root):
    """Writes the settings down, so that systemd-sysctl sets them early at every boot."""
    os.makedirs(root + "/etc/sysctl.d", exist_ok=True)
    lines = ["%s = %s\n" % setting for setting in settings(interface).items()]
    _write(root + "/etc/sysctl.d/99-nat-failover.conf", "".join(lines))


def come_first():
    """Lets this thread run before others, not what it starts: a late beat looks like a death.

    All of the agent's threads have to, as they wait for each other.
    """
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1))


def make_room():
    """Lets the kernel track more connections where it may be told to; answers how many it can.

    By itself it takes 4,096 or so on the smallest instances.
    """
    wanted = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // BYTES_A_CONNECTION
    for name in ("buckets", "max"):
        path = "/proc/sys/net/netfilter/nf_conntrack_" + name
        if int(read(path)) < wanted and os.access(path, os.W_OK):
            _write(path, wanted)
    return int(read(path))


def read(path):
    with open(path, encoding="ascii") as file:
        return file.read().strip()


def _write(path, value):
    with open(path, "w", encoding="ascii") as file:
        file.write(str(value))
