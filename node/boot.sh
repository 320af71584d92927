#!/bin/bash
# User data of a nat-failover NAT node. Unpacks the node's files, puts NAT in place, starts the
# agent, which says Ready once the node has proved itself. No package is downloaded. Nothing of
# this needs to run again: systemd does the rest at every boot.
set -euo pipefail

root="${NAT_FAILOVER_ROOT:-}"
python="${NAT_FAILOVER_PYTHON:-/usr/bin/python3}"
home="$root/opt/nat-failover"
units="$root/etc/systemd/system"
step="start"

verdict() {
    local status=$?
    trap - EXIT
    if [ "$status" -eq 0 ]; then
        echo "nat-failover: booted"
    else
        echo "nat-failover: boot failed at: $step (exit $status)" >&2
        "$python" "$home/events.py" "boot-failed: $step (exit $status)" || true
    fi
    exit "$status"
}
trap verdict EXIT

step="unpack the node's files"
mkdir -p "$home" "$units"
"$python" -c '
import base64, bz2, pathlib, sys
files = bz2.decompress(base64.b64decode(sys.stdin.read())).decode().split("\0")
for name, text in zip(files[::2], files[1::2]):
    pathlib.Path(sys.argv[1], name).write_text(text, "utf-8")
' "$home" <<'END_OF_FILES'
# @FILES@
END_OF_FILES

step="install the systemd units"
cp "$home"/*.service "$units"

if [ -z "$root" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    step="put NAT in place"
    systemctl enable --now nat-failover-nat.service
    step="start the agent"
    systemctl enable --now nat-failover-agent.service
else
    step="put NAT in place"
    "$python" "$home/nat.py"
    step="start the agent"
    mkdir -p "$root/run" "$root/var/log"
    nice -n -10 setsid "$python" "$home/agent.py" >>"$root/var/log/nat-failover.log" 2>&1 </dev/null &
    echo "$!" >"$root/run/nat-failover-agent.pid"
fi
