# shellcheck shell=bash
# Makes what an instance sees of the file system its own; runs in its new mount namespace.
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
