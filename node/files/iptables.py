"""Masquerade by iptables, where the image has it; what others put there stays."""
import re
import subprocess

REFUSAL = re.compile(r"-A FORWARD -j (DROP|REJECT)\b")


def missing(interface):
    """What of our rules is not in the kernel, in words; empty when all is there."""
    found = []
    if not _has_masquerade(interface):
        found.append("masquerade rule on %s was not in iptables" % interface)
    for rule in _unaccepted(interface)[1]:
        found.append("iptables refused to forward, for want of %s" % rule)
    return found


def apply(interface):
    if not _has_masquerade(interface):
        _run("-t", "nat", "-A", *_masquerade(interface))
    place, rules = _unaccepted(interface)
    # Just before what would refuse, so that refusals for a reason keep their effect.
    for rule in reversed(rules):
        _run("-I", "FORWARD", str(place), *rule.split()[2:])


def _masquerade(interface):
    return ["POSTROUTING", "-o", interface, "-j", "MASQUERADE"]


def _has_masquerade(interface):
    return _call("-t", "nat", "-C", *_masquerade(interface), right=(0, 1)).returncode == 0


def _unaccepted(interface):
    """Where forwarding ends in a refusal, and the rules that have to stand before it."""
    lines = _run("-S", "FORWARD").splitlines()
    rules = [line for line in lines if line.startswith("-A ")]
    refusals = [number for number, rule in enumerate(rules) if REFUSAL.match(rule)]
    if not refusals and "-P FORWARD ACCEPT" in lines:
        return 0, []
    end = refusals[0] if refusals else len(rules)
    wanted = [
        "-A FORWARD -o %s -j ACCEPT" % interface,
        "-A FORWARD -i %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT" % interface,
    ]
    return end + 1, [rule for rule in wanted if rule not in rules[:end]]


def _run(*arguments):
    return _call(*arguments, right=(0,)).stdout


def _call(*arguments, right):
    done = subprocess.run(
        ["iptables", "-w", "5", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
        timeout=10,
        check=False,
    )
    if done.returncode not in right:
        raise OSError("iptables %s: %s" % (" ".join(arguments), done.stderr.strip()))
    return done
