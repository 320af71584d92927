"""Drives a Keeper by lines from standard input and answers each with one line of JSON.

usage: keeper_driver.py ROOT     follow LAYOUT | carry HOME FOREIGN | silent ROLE | heard ROLE
                                 | prepared | report | metrics
"""
import json
import os
import sys
from types import SimpleNamespace
from typing import NamedTuple, Optional, Tuple

import keeper


class Zone(NamedTuple):
    number: int
    networks: Tuple[str, ...]


class Layout(NamedTuple):
    primary: str
    adoption: Optional[str]
    vpc: Tuple[str, ...]
    home: Optional[Zone]
    adopts: Optional[Zone]
    peers: Tuple[Tuple[str, str], ...]


def layout(text):
    read = json.loads(text)
    zones = [Zone(z[0], tuple(z[1])) if z else None for z in (read["home"], read["adopts"])]
    peers = tuple(tuple(peer) for peer in read["peers"])
    return Layout(read["primary"], None, tuple(read["vpc"]), *zones, peers)


def obey(kept, verb, rest):
    if verb == "follow":
        return kept.follow(layout(rest))
    if verb == "carry":
        return kept.carry(*(word == "1" for word in rest.split()))
    if verb in ("silent", "heard"):
        return getattr(kept, "peer_" + verb)(rest)
    return getattr(kept, verb)()


def main():
    answers, sys.stdout = sys.stdout, sys.stderr
    named = os.environ.get("NAT_FAILOVER_CONNTRACKD")
    command = "" if named == "none" else named
    kept = keeper.Keeper(SimpleNamespace(root=sys.argv[1], conntrackd=command))
    for line in sys.stdin:
        verb, _, rest = line.strip().partition(" ")
        print(json.dumps(obey(kept, verb, rest)), file=answers, flush=True)


if __name__ == "__main__":
    main()
