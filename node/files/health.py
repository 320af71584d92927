"""One look at this node: what was put back, what is still wrong, what proves that it works."""
import ipaddress
import subprocess
from typing import NamedTuple, Tuple

import egress
import forwarding
import nat


class Health(NamedTuple):
    symptoms: Tuple[str, ...] = ()
    repairs: Tuple[str, ...] = ()
    proofs: Tuple[str, ...] = ()


def look(settings, layout, bus=None):
    """bus is where the event bus was last reached: one more target, if it is on the internet."""
    try:
        interface = forwarding.default_interface()
    except OSError as error:
        return Health(symptoms=("no-default-route: %s" % error,))
    symptoms, repairs, proofs = [], [], []
    try:
        repairs = ["%s: put back" % fault for fault in nat.repair(interface, layout)]
    except (OSError, subprocess.SubprocessError) as error:
        symptoms.append("nat-not-in-place: %s" % error)
    try:
        last = bus if bus and _outside(bus[0], layout.vpc) else None
        proof, failure = egress.prove(settings.targets, interface, last)
    except OSError as error:
        proof, failure = None, str(error)
    if proof:
        proofs.append("egress: " + proof)
    else:
        symptoms.append("no-egress: " + failure)
    return Health(tuple(symptoms), tuple(repairs), tuple(proofs))


def _outside(address, vpc):
    place = ipaddress.ip_address(address)
    if place.version != 4 or place.is_loopback or place.is_link_local:
        return False
    return not any(place in ipaddress.IPv4Network(network) for network in vpc)
