"""Keeps our rules in the kernel, in one table of nf_tables, without a tool of its own."""
import hashlib

import flows
import netlink
import ruleset

TABLE = "nat-failover"
NEWTABLE, DELTABLE, NEWCHAIN, NEWRULE, GETRULE = 0, 2, 3, 6, netlink.NFTABLES | 7
# What marks a rule as ours. nft writes back comments alone, so an edit by it loses the mark.
MARK, DIGEST_BYTES = b"n", 8


def kind(layout):
    if not layout.home:
        return "none"
    return "home+adopts" if layout.adopts else "home"


def missing(interface, layout):
    """What of our rules is not in the kernel, in words; empty when all is there."""
    if _marks() == [mark for *_, mark in _marked(interface, layout)]:
        return []
    return ["the rules on %s were not in table ip %s as they have to be" % (interface, TABLE)]


def apply(interface, layout):
    """Puts our table in place, or back, in one transaction; nobody else's table is touched."""
    if not missing(interface, layout):
        return  # counters live on
    before = _marks()
    table = [(1, TABLE)]
    # Deleting needs a table to delete, hence the first creation.
    steps = [(kind, netlink.CREATE, table) for kind in (NEWTABLE, DELTABLE, NEWTABLE)]
    for name, (sort, hook, priority) in ruleset.CHAINS.items():
        chain = [(3, name), (4, [(1, hook), (2, priority)]), (7, sort)]
        steps.append((NEWCHAIN, netlink.CREATE, table + chain))
    for chain, expressions, mark in _marked(interface, layout):
        body = [(1, [(1, name), (2, attributes)]) for name, attributes in expressions]
        rule = table + [(2, chain), (4, body), (7, mark)]
        steps.append((NEWRULE, netlink.CREATE | netlink.APPEND, rule))
    netlink.transact(steps)
    _keep_connections(before, layout)


def _keep_connections(before, layout):
    """What was made under addresses of before lives on under those of now."""
    now = {private: virtual for virtual, private in ruleset.pairs(layout)}
    moved = dict(now)
    for mark in before:
        for at in range(4 + DIGEST_BYTES, len(mark), 8) if mark[:1] == MARK else ():
            virtual, private = mark[at:at + 4], mark[at + 4:at + 8]
            if now.get(private) != virtual:
                moved[virtual] = now.get(private, private)
    if moved:
        flows.move(moved, ruleset.near(layout))


def _marked(interface, layout):
    """(chain, expressions, mark) of each rule; a mark tells all rules, its place and the pairs."""
    rules = ruleset.build(interface, layout)
    digest = hashlib.sha256(repr(rules).encode()).digest()[:DIGEST_BYTES]
    known = b"".join(virtual + private for virtual, private in ruleset.pairs(layout))
    for place, rule in enumerate(rules):
        value = digest + place.to_bytes(2, "big") + known
        yield (*rule, MARK + bytes([len(value)]) + value)


def _marks():
    return [netlink.read(rule).get(7, b"") for rule in netlink.dump(GETRULE, [(1, TABLE)])]
