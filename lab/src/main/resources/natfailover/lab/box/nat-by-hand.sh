# shellcheck shell=sh
# What the tutorials have a person type on a NAT instance.
# usage: sh -c SCRIPT iptables|nft     the tool the instance's image has
set -eu
echo 1 >/proc/sys/net/ipv4/ip_forward
echo 0 >/proc/sys/net/ipv4/conf/all/send_redirects
echo 0 >/proc/sys/net/ipv4/conf/eth0/send_redirects
if [ "$0" = iptables ]; then
    iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
else
    nft -f - <<END
table ip nat {
    chain postrouting {
        type nat hook postrouting priority srcnat
        oifname "eth0" masquerade
    }
}
END
fi
