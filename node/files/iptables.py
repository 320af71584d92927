"""Opens an image's own iptables where they refuse; what others put there stays."""
import re
import shutil
import subprocess

REFUSAL = r"-A %s -j (DROP|REJECT)\b"
FORWARD = ("-o %s -j ACCEPT", "-i %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")
INPUT = ("-i %s -p udp -m udp --dport 3780:3839 -j ACCEPT",)  # our own rules know the peers
CHAINS = (("FORWARD", FORWARD), ("INPUT", INPUT))


def missing(interface):
    """What iptables refuse for want of a rule, in words; empty when all is open."""
    if not shutil.which("iptables"):
        return []
    lacking = [rule for chain, rules in CHAINS for rule in _lacking(chain, rules, interface)[1]]
    return ["iptables refused, for want of " + rule for rule in lacking]


def apply(interface):
    if shutil.which("iptables"):
        for chain, rules in CHAINS:
            place, lacking = _lacking(chain, rules, interface)
            # Just before what would refuse, so that refusals for a reason keep their effect.
            for rule in reversed(lacking):
                _run("-I", chain, str(place), *rule.split()[2:])


def _lacking(chain, rules, interface):
    """Where a chain ends in a refusal, and the rules that have to stand before it."""
    lines = _run("-S", chain).splitlines()
    there = [line for line in lines if line.startswith("-A ")]
    refusals = [place for place, rule in enumerate(there) if re.match(REFUSAL % chain, rule)]
    if not refusals and "-P %s ACCEPT" % chain in lines:
        return 0, []
    end = refusals[0] if refusals else len(there)
    wanted = ["-A %s %s" % (chain, rule % interface) for rule in rules]
    return end + 1, [rule for rule in wanted if rule not in there[:end]]


def _run(*arguments):
    done = subprocess.run(
        ["iptables", "-w", "5", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
        timeout=10,
        check=False,
    )
    if done.returncode:
        raise OSError("iptables %s: %s" % (" ".join(arguments), done.stderr.strip()))
    return done.stdout
