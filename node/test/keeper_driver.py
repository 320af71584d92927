"""A node's rules and Keeper without its agent: obeys lines, answers each with a line of JSON.

usage: keeper_driver.py ROOT     tags PRIMARY ADOPTION HOME ADOPTS PEERS | carry HOME FOREIGN
                                 | silent ROLE | heard ROLE | prepared | report | metrics
                                 | forgets SECONDS

HOME, ADOPTS and PEERS are as in the tags, - for none; what is carried is yes or no.
"""
import json
import os
import sys
from types import SimpleNamespace

import forwarding
import keeper
import layout
import links
import rules
import settings

# A test's packets are never far apart, and its routes move at once.
links.STALE_SECONDS, links.TAKE_SECONDS, links.ROUND_SECONDS = 0.5, 2, 0.5
VPC = ("10.40.0.0/16",)


class Node:
    def __init__(self, root):
        read = settings.read(dict(os.environ, NAT_FAILOVER_ROOT=root))
        self._keeper = keeper.Keeper(read)

    def tags(self, primary, adoption, *values):
        facts = SimpleNamespace(primary=primary, secondaries=(adoption,), vpc=VPC)
        names = ("home", "adopts", "peers")
        tags = {name: value for name, value in zip(names, values) if value != "-"}
        read = layout.read(tags, facts)
        interface = forwarding.default_interface()
        forwarding.apply(interface)
        rules.apply(interface, read)
        self._keeper.follow(read)

    def carry(self, *carried):
        self._keeper.carry(*(word == "yes" for word in carried))

    def silent(self, role):
        self._keeper.peer_silent(role)

    def heard(self, role):
        self._keeper.peer_heard(role)

    def forgets(self, seconds):
        links.STALE_SECONDS = float(seconds)

    def prepared(self):
        return self._keeper.prepared()

    def report(self):
        return self._keeper.report()

    def metrics(self):
        return self._keeper.metrics()


def main():
    answers, sys.stdout = sys.stdout, sys.stderr
    node = Node(sys.argv[1])
    for line in sys.stdin:
        verb, *words = line.split()
        print(json.dumps(getattr(node, verb)(*words)), file=answers, flush=True)


if __name__ == "__main__":
    main()
