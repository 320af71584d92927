# shellcheck shell=bash
# Builds what is there before any instance; the drawing is in Plumbing.java.
# usage: bash -c SCRIPT plumbing VPC_BLOCK REGION_PORT STRANGERS
#   STRANGERS  the states of connections that come in from the internet, as nft writes them
set -euo pipefail
vpc=$1
port=$2
strangers=$3

inside() {
    local place=$1
    shift
    nsenter --net="/run/netns/$place" -- "$@"
}

ip -batch - <<END
netns add internet
netns add igw
netns add vpc
END

# Interfaces made later inherit what is set as default; the router answers for all of the VPC.
# shellcheck disable=SC2016
router='
    set -e
    cd /proc/sys/net/ipv4
    echo 1 >ip_forward
    for scope in all default; do
        echo 0 >conf/$scope/rp_filter
        echo 0 >conf/$scope/send_redirects
    done'
inside vpc sh -c "$router
    echo 1 >conf/default/proxy_arp"
# What comes amid a connection is carried on, as by the real gateway, which keeps no state.
inside igw sh -c "$router
    echo 1 >../netfilter/nf_conntrack_tcp_be_liberal
    echo 1 >../netfilter/nf_conntrack_tcp_loose"

ip -n igw -batch - <<END
link set lo up
link add internet type veth peer name eth0 netns internet
link add aws type veth peer name igw netns 1
link add vpc type veth peer name igw netns vpc
address add 203.0.113.1/24 dev internet
address add 169.254.101.1/30 dev aws
address add 169.254.100.1/30 dev vpc
link set internet up
link set aws up
link set vpc up
route add 203.0.113.200/32 via 169.254.101.2 dev aws onlink
route add $vpc via 169.254.100.2 dev vpc onlink
END
ip -n internet -batch - <<END
link set lo up
address add 203.0.113.10/24 dev eth0
address add 203.0.113.11/24 dev eth0
link set eth0 up
route add 198.51.100.0/24 via 203.0.113.1
route add 198.18.0.0/15 via 203.0.113.1
END
ip -n vpc -batch - <<END
link set lo up
link add metadata type veth peer name metadata netns 1
address add 169.254.100.2/30 dev igw
address add 169.254.102.2/30 dev metadata
link set igw up
link set metadata up
route add 169.254.169.254/32 via 169.254.102.1 dev metadata onlink
route add blackhole $vpc
rule add priority 90 to 169.254.169.254 lookup main
rule add priority 100 to $vpc lookup main
rule add priority 300 blackhole
END
ip -batch - <<END
link set lo up
address add 169.254.101.2/30 dev igw
address add 203.0.113.200/32 dev igw
address add 169.254.102.1/30 dev metadata
address add 169.254.169.254/32 dev metadata
link set igw up
link set metadata up
route add 198.51.100.0/24 via 169.254.101.1 dev igw onlink src 203.0.113.200
route add 198.18.0.0/15 via 169.254.101.1 dev igw onlink src 203.0.113.200
route add $vpc via 169.254.102.2 dev metadata onlink src 169.254.169.254
END
# The region listens on the loopback interface; nodes know it as 203.0.113.200:80.
echo 1 >/proc/sys/net/ipv4/conf/igw/route_localnet
nft -f - <<END
add table ip aws
delete table ip aws
table ip aws {
    chain prerouting {
        type nat hook prerouting priority dstnat
        iifname "igw" ip daddr 203.0.113.200 tcp dport 80 dnat to 127.0.0.1:$port
    }
}
END

inside vpc nft -f - <<END
table ip eni {
    set checked { type ifname; }
    set owned { type ifname . ipv4_addr; }
    set dead { type ifname; }
    set hung { type ifname; }
    set cut { type ifname; }
    set parted { type ifname . ifname; }
    chain prerouting {
        type filter hook prerouting priority raw
        iifname @dead drop
    }
    chain check {
        iifname @checked iifname . ip saddr != @owned counter drop comment "source"
        oifname @checked oifname . ip daddr != @owned counter drop comment "destination"
        iifname @hung iifname . ip saddr != @owned drop
        oifname @hung oifname . ip daddr != @owned drop
    }
    chain forward {
        type filter hook forward priority filter
        oifname @dead drop
        iifname @cut oifname "igw" drop
        iifname "igw" oifname @cut drop
        iifname . oifname @parted drop
        jump check
    }
    chain output {
        type filter hook output priority filter
        oifname @dead drop
    }
}
END

# A pair of a public and a private address has a conntrack zone of its own: a pair that is new has
# a zone without connections, so that a move acts on live flows at once.
inside igw nft -f - <<END
define outside = { "internet", "aws" }
table ip igw {
    map inward { type ipv4_addr : ipv4_addr; }
    map outward { type ipv4_addr : ipv4_addr; }
    map zones { typeof ip daddr : ct zone; }
    set known { type ipv4_addr; }
    chain raw {
        type filter hook prerouting priority raw
        iifname \$outside ip daddr $vpc drop
        iifname \$outside ct zone set ip daddr map @zones
        iifname "vpc" ct zone set ip saddr map @zones
    }
    chain inward_known {
        type nat hook prerouting priority dstnat
        iifname \$outside dnat to ip daddr map @inward
    }
    chain inward_unknown {
        type filter hook prerouting priority -90
        iifname \$outside ct state invalid ip daddr set ip daddr map @inward
    }
    chain forward {
        type filter hook forward priority filter; policy drop
        iifname "vpc" oifname \$outside ip saddr @known accept
        iifname "vpc" oifname \$outside ct status dnat accept
        iifname \$outside oifname "vpc" ip daddr @known ct state { $strangers } accept
    }
    chain outward_known {
        type nat hook postrouting priority srcnat
        oifname \$outside snat to ip saddr map @outward
    }
    chain outward_unknown {
        type filter hook postrouting priority 300
        oifname \$outside ct state invalid ip saddr set ip saddr map @outward
    }
}
END
