"""Puts forwarding and NAT in place; run by systemd at every boot, and by the agent to repair."""
import shutil
import sys
import time

import forwarding
import iptables
import nfnetlink
import settings as environment

ROUTE_DEADLINE_SECONDS = 30


def engine(settings):
    """iptables where the image has it, so that its own tools show the rule; else nfnetlink."""
    name = settings.engine or ("iptables" if shutil.which("iptables") else "nfnetlink")
    return {"iptables": iptables, "nfnetlink": nfnetlink}[name]


def faults(interface, rules):
    return forwarding.wrong(interface) + rules.missing(interface)


def repair(interface, rules):
    """Puts back what has gone and answers what that was; changes nothing when all is there."""
    found = faults(interface, rules)
    if found:
        forwarding.apply(interface)
        rules.apply(interface)
        remaining = faults(interface, rules)
        if remaining:
            raise OSError("would not stay in place: " + "; ".join(remaining))
    return found


def _wait_for_interface():
    deadline = time.monotonic() + ROUTE_DEADLINE_SECONDS
    while True:
        try:
            return forwarding.default_interface()
        except forwarding.NoDefaultRoute:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def main():
    settings = environment.read()
    rules = engine(settings)
    interface = _wait_for_interface()
    forwarding.keep(interface, settings.root)
    changed = repair(interface, rules)
    print("NAT on %s by %s, %s" % (interface, rules.__name__, "; ".join(changed) or "unchanged"))


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError) as error:
        sys.exit("nat-failover: NAT is not in place: %s" % error)
