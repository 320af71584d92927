# shellcheck shell=bash
# Makes what an instance sees of the file system its own, in its new mount namespace, and stays to
# keep that; says "ready" once it is.
# usage: sh -c SCRIPT machine [HIDDEN...]     programs that its image does not have
set -eu
umount -l /sys
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
for program; do
    found=$(command -v "$program") || continue
    # Neither a file that can be run nor one that can be removed.
    mount --bind /dev/null "$(readlink -f "$found")"
done
echo ready
exec nsenter --net=/proc/1/ns/net -- sleep infinity
