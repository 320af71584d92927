"""Opens an image's own iptables where they refuse; what others put there stays."""
import re
import shutil
import subprocess

REFUSAL = r"-[AP] \w+ (-j )?(DROP|REJECT)\b"  # of everything
RULES = (
    "FORWARD -o %s -j ACCEPT",
    "FORWARD -i %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    "INPUT -i %s -p udp -m udp --dport 3780:3839 -j ACCEPT",  # our own rules know the peers
)


def missing(interface):
    """What iptables refuse for want of a rule, in words; empty when all is open."""
    return ["iptables refused, for want of " + rule for _, rule in _lacking(interface)]


def apply(interface):
    # Just before what would refuse, so that refusals for a reason keep their effect.
    for place, rule in _lacking(interface):
        chain, *words = rule.split()
        _run("-I", chain, str(place), *words)


def _lacking(interface):
    """The rules that have to stand before a refusal, and its place."""
    found = []
    for rule in RULES if shutil.which("iptables") else ():
        rule = rule % interface
        policy, *lines = _run("-S", rule.split()[0]).splitlines()
        lines.append(policy)
        for place, line in enumerate(lines):
            if re.match(REFUSAL, line):
                if "-A " + rule not in lines[:place]:
                    found.append((place + 1, rule))
                break
    return found


def _run(*arguments):
    done = subprocess.run(["iptables", "-w", "5", *arguments], capture_output=True, text=True,
                          timeout=10)
    if done.returncode:
        raise OSError("iptables %s: %s" % (" ".join(arguments), done.stderr.strip()))
    return done.stdout
