"""Puts forwarding and NAT in place; run by systemd at every boot, and by the agent to repair."""
import sys
import time

import forwarding
import iptables
import layout as configuration
import metadata
import rules
import settings as environment

ROUTE_DEADLINE_SECONDS, METADATA_SECONDS = 30, 1


def faults(interface, layout):
    return (
        forwarding.wrong(interface) + rules.missing(interface, layout)
        + iptables.missing(interface)
    )


def repair(interface, layout):
    """Puts back what has gone and answers what that was; changes nothing when all is there."""
    found = faults(interface, layout)
    if found:
        forwarding.apply(interface)
        rules.apply(interface, layout)
        iptables.apply(interface)
        remaining = faults(interface, layout)
        if remaining:
            raise OSError("would not stay in place: " + "; ".join(remaining))
    return found


def first_layout(source):
    """What metadata says at boot, as far as it can be had: the agent follows up."""
    known = None
    try:
        known = source.facts()
        return configuration.read(source.tags(), known)
    except (OSError, ValueError) as error:
        print("nat-failover: plain masquerade for now: %s" % error, flush=True)
    return configuration.read({}, known or metadata.Facts("", (), ()))


def _wait_for_interface():
    deadline = time.monotonic() + ROUTE_DEADLINE_SECONDS
    while True:
        try:
            return forwarding.default_interface()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def main():
    settings = environment.read()
    interface = _wait_for_interface()
    forwarding.keep(interface, settings.root)
    layout = first_layout(metadata.Metadata(settings.metadata, seconds=METADATA_SECONDS))
    changed = repair(interface, layout)
    room = forwarding.make_room()
    print("NAT on %s for %s, %s; room for %d connections"
          % (interface, rules.kind(layout), "; ".join(changed) or "unchanged", room))


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError) as error:
        sys.exit("nat-failover: NAT is not in place: %s" % error)
