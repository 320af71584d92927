"""One look at this node: what was put back, what is still wrong, what proves that it works."""
import subprocess
from typing import NamedTuple, Tuple

import egress
import forwarding
import nat
import rules


class Health(NamedTuple):
    symptoms: Tuple[str, ...] = ()
    repairs: Tuple[str, ...] = ()
    proofs: Tuple[str, ...] = ()


def look(settings, layout):
    try:
        interface = forwarding.default_interface()
    except OSError as error:
        return Health(symptoms=("no-default-route: %s" % error,))
    symptoms, repairs, proofs = [], [], []
    try:
        repairs = ["%s: put back" % fault for fault in nat.repair(interface, layout)]
        proofs.append("translation: " + rules.kind(layout))
    except (OSError, subprocess.SubprocessError) as error:
        symptoms.append("nat-not-in-place: %s" % error)
    try:
        proof, failure = egress.prove(settings.targets, interface)
    except OSError as error:
        proof, failure = None, str(error)
    if proof:
        proofs.append("egress: " + proof)
    else:
        symptoms.append("no-egress: " + failure)
    return Health(tuple(symptoms), tuple(repairs), tuple(proofs))
