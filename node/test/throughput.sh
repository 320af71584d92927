#!/bin/bash
# Throughput of the node's translation beside a plain MASQUERADE, in network namespaces.
#
#   host 10.40.2.101 (home), .201 (adopted) --- router --- server 203.0.113.10
#                                                  |
#                                               node 10.40.1.100, adoption address 10.40.1.200
#
# usage: sudo node/test/throughput.sh [ROUNDS [SECONDS]]   prints the medians in Gbit/s
# The arrangements take turns, so that other work on the machine meets all of them alike.
set -euo pipefail

rounds="${1:-5}"
seconds="${2:-2}"
files="$(cd "$(dirname "$0")/../files" && pwd)"
here="nft$$"
for tool in ip iperf3 python3 jq; do
    command -v "$tool" >/dev/null || { echo "needs $tool" >&2; exit 2; }
done

finish() {
    for place in router host node server; do
        ip netns pids "$here-$place" 2>/dev/null | xargs -r kill || true
        ip netns delete "$here-$place" 2>/dev/null || true
    done
}
trap finish EXIT

on() {
    local place="$1"
    shift
    ip netns exec "$here-$place" "$@"
}

join() { # place, its address, the router's
    ip netns add "$here-$1"
    ip -n "$here-router" link add "$1" type veth peer name wire netns "$here-$1"
    ip -n "$here-router" address add "$3/24" dev "$1"
    ip -n "$here-router" link set "$1" up
    ip -n "$here-$1" link set lo up
    ip -n "$here-$1" address add "$2/24" dev wire
    ip -n "$here-$1" link set wire up
    ip -n "$here-$1" route add default via "$3"
}

ip netns add "$here-router"
join host 10.40.2.101 10.40.2.1
join node 10.40.1.100 10.40.1.1
join server 203.0.113.10 203.0.113.1
ip -n "$here-host" address add 10.40.2.201/24 dev wire
ip -n "$here-router" route add 10.40.1.200 via 10.40.1.100
ip -n "$here-router" rule add priority 100 to 10.40.0.0/16 lookup main
ip -n "$here-router" rule add priority 200 iif host lookup 102
ip -n "$here-router" route add default via 10.40.1.100 table 102
on router sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
on node sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
on server iperf3 -s -D

translate() { # yes or no
    PYTHONPATH="$files" on node python3 -B - "$1" <<'END'
import sys
import netlink
import rules
from layout import Layout, Zone

home, adopts = Zone(1, ("10.40.2.0/25",)), Zone(3, ("10.40.2.128/25",))
layout = Layout("10.40.1.100", "10.40.1.200", ("10.40.0.0/16",), home, adopts, ())
table = [(1, rules.TABLE)]
if sys.argv[1] == "yes":
    rules.apply("wire", layout)
else:  # the same kernel's masquerade, and nothing else
    netlink.transact([
        (rules.NEWTABLE, netlink.CREATE, table), (rules.DELTABLE, 0, table),
        (rules.NEWTABLE, netlink.CREATE, table),
        (rules.NEWCHAIN, netlink.CREATE,
         table + [(3, "plain"), (4, [(1, 4), (2, 100)]), (7, "nat")]),
        (rules.NEWRULE, netlink.CREATE | netlink.APPEND,
         table + [(2, "plain"), (4, [(1, [(1, "masq")])])]),
    ])
END
}

measure() { # name, source address
    local way flag
    for way in up down; do
        flag=""
        [ "$way" = up ] || flag="-R"
        # shellcheck disable=SC2086
        on host iperf3 -c 203.0.113.10 -B "$2" -t "$seconds" -J $flag |
            jq -r ".end.sum_received.bits_per_second / 1e9" >>"$results/$1 $way"
    done
}

results="$(mktemp -d)"
for _ in $(seq "$rounds"); do
    translate no
    measure masquerade 10.40.2.101
    translate yes
    measure home 10.40.2.101
    measure adopted 10.40.2.201
done
for file in "$results"/*; do
    echo "$(basename "$file"): $(sort -g "$file" | sed -n "$(((rounds + 1) / 2))p") Gbit/s"
done
rm -r "$results"
