"""Keeps our rules in the kernel, in one table of nf_tables, without a tool of its own."""
import hashlib
import struct

import flows
import netlink
import ruleset

TABLE = "nat-failover"
NEWTABLE, GETTABLE, DELTABLE, NEWCHAIN, GETCHAIN, NEWRULE, GETRULE = 0, 1, 2, 3, 4, 6, 7
NEWSET, NEWSETELEM, GETSETELEM, DELSETELEM = 9, 12, 13, 14
KEY_TYPE = 12 << 24 | 7 << 18 | 7 << 12 | 13 << 6 | 13  # protocol, two addresses, two ports
MAP = [(3, 8), (4, KEY_TYPE), (5, 20), (6, 7), (7, 4), (10, 1)]
# What marks a rule as ours. nft writes back comments alone, so an edit by it loses the mark.
MARK, DIGEST_BYTES = 0x6E, 8
ELEMENTS_AT_ONCE = 1000


def kind(layout):
    if not layout.home:
        return "none"
    return "home+adopts" if layout.adopts else "home"


def missing(interface, layout):
    """What of our rules is not in the kernel, in words; empty when all is there."""
    found = _rules()
    former = [pair for pair in _pairs(found) if pair not in ruleset.pairs(layout)]
    wanted = [(chain, mark) for chain, mark, _ in _marked(interface, layout, former)]
    there = [(chain, mark) for chain, mark, _ in found]
    if there == wanted and _shape() == [(TABLE, 0)] + _chains():
        return []
    if not there:
        return ["the rules on %s were not in table ip %s" % (interface, TABLE)]
    known = {mark[:2 + DIGEST_BYTES] for _, mark in wanted}
    if all(mark[:1] == bytes([MARK]) for _, mark in there):
        if not known & {mark[:2 + DIGEST_BYTES] for _, mark in there}:
            return ["the rules on %s were of an earlier configuration" % interface]
    lost = len(set(wanted) - set(there))
    foreign = len([rule for rule in there if rule not in wanted])
    return ["table ip %s on %s lacked %d rules, had %d foreign ones, or its chains were not ours"
            % (TABLE, interface, lost, foreign)]


def apply(interface, layout):
    """Puts our table in place, or back, in one transaction; nobody else's table is touched."""
    if missing(interface, layout):  # else counters live on
        _replace(interface, layout)


def tidy(interface, layout):
    """Forgets connections of former addresses that have ended, and what was there for them."""
    kept = _kept()
    before = [pair for pair in _pairs(_rules()) if pair not in ruleset.pairs(layout)]
    if not kept and not before:
        return
    alive = _strays(layout, before)
    if any(pair.virtual not in alive.values() for pair in before):
        _replace(interface, layout)
    elif set(kept) - set(alive):
        netlink.transact(_elements(DELSETELEM, [[(1, [(1, k)])] for k in set(kept) - set(alive)]))


def packets():
    """How many packets have left so far, by virtual address."""
    return {
        ".".join(map(str, mark[-8:-4])): counted
        for _, mark, counted in _rules() if len(mark) > 4 + DIGEST_BYTES
    }


def _replace(interface, layout):
    """Connections that were made under addresses of before keep them."""
    before = [pair for pair in _pairs(_rules()) if pair not in ruleset.pairs(layout)]
    kept = _strays(layout, before)
    former = [pair for pair in before if pair.virtual in kept.values()]
    table = [(1, TABLE)]
    # Deleting needs a table to delete, hence the first creation.
    steps = [(NEWTABLE, netlink.CREATE, table), (DELTABLE, 0, table)]
    steps += [(NEWTABLE, netlink.CREATE, table)]
    steps += [(NEWSET, netlink.CREATE, table + [(2, ruleset.FORMER)] + MAP)]
    steps += _add(kept)
    for name, (sort, hook, priority) in ruleset.CHAINS.items():
        chain = [(3, name), (4, [(1, hook), (2, priority)]), (7, sort)]
        steps.append((NEWCHAIN, netlink.CREATE, table + chain))
    for chain, mark, expressions in _marked(interface, layout, former):
        body = [(1, [(1, name), (2, attributes)]) for name, attributes in expressions]
        rule = table + [(2, chain), (4, body), (7, mark)]
        steps.append((NEWRULE, netlink.CREATE | netlink.APPEND, rule))
    netlink.transact(steps)
    late = _strays(layout, former)
    steps = _add({key: address for key, address in late.items() if key not in kept})
    if steps:
        netlink.transact(steps)


def _strays(layout, before):
    """Connections that the rules of this layout alone would lose, with the address of each."""
    current = ruleset.pairs(layout)
    wrong = {pair.private: pair.private for pair in current}
    wrong.update(pair for pair in before if pair.virtual not in [p.virtual for p in current])
    return flows.towards(wrong, ruleset.near(layout)) if wrong else {}


def _marked(interface, layout, former):
    """(chain, mark, expressions) of each rule; the mark tells all rules and its own place."""
    rules = ruleset.build(interface, layout, former)
    digest = hashlib.sha256(repr(rules).encode()).digest()[:DIGEST_BYTES]
    marked = []
    for place, rule in enumerate(rules):
        value = digest + struct.pack(">H", place) + b"".join(rule.pair)
        marked.append((rule.chain, bytes([MARK, len(value)]) + value, rule.expressions))
    return marked


def _pairs(rules):
    marks = [mark[-8:] for _, mark, _ in rules if len(mark) > 4 + DIGEST_BYTES]
    return [ruleset.Pair(mark[:4], mark[4:]) for mark in marks]


def _rules():
    """(chain, mark, packets) of each rule in our table."""
    found = []
    for rule in netlink.dump(GETRULE, [(1, TABLE)]):
        rule, counted = netlink.read(rule), 0
        for _, element in netlink.each(rule.get(4, b"")):
            expression = netlink.read(element)
            if netlink.text(expression[1]) == "counter":
                counted = struct.unpack(">Q", netlink.read(expression[2])[2])[0]
        mark = rule.get(7, b"")
        ours = len(mark) >= 4 + DIGEST_BYTES and mark[0] == MARK
        found.append((netlink.text(rule[2]), mark if ours else b"", counted))
    return found


def _chains():
    return sorted((name,) + chain + (1,) for name, chain in ruleset.CHAINS.items())


def _shape():
    """Our table's flags, and name, type, hook, priority and policy of its chains."""
    tables = [netlink.read(table) for table in netlink.dump(GETTABLE)]
    found = [(TABLE, _number(table[2])) for table in tables if netlink.text(table[1]) == TABLE]
    chains = []
    for chain in map(netlink.read, netlink.dump(GETCHAIN)):
        if netlink.text(chain[1]) == TABLE:
            hook = netlink.read(chain.get(4, b""))
            numbers = [_number(hook.get(key, bytes(4))) for key in (1, 2)]
            sort, policy = netlink.text(chain.get(7, b"")), _number(chain.get(5, bytes(4)))
            chains.append((netlink.text(chain[3]), sort, *numbers, policy))
    return found + sorted(chains)


def _kept():
    """Keys in the map of connections that keep their address."""
    keys = []
    try:
        for answer in netlink.dump(GETSETELEM, [(1, TABLE), (2, ruleset.FORMER)]):
            for _, element in netlink.each(netlink.read(answer).get(3, b"")):
                keys.append(netlink.read(netlink.read(element)[1])[1])
    except FileNotFoundError:
        pass
    return keys


def _add(kept):
    items = [[(1, [(1, key)]), (2, [(1, address)])] for key, address in kept.items()]
    return [(kind, netlink.CREATE, body) for kind, _, body in _elements(NEWSETELEM, items)]


def _elements(kind, items):
    head = [(1, TABLE), (2, ruleset.FORMER)]
    return [
        (kind, 0, head + [(3, [(1, item) for item in items[start:start + ELEMENTS_AT_ONCE]])])
        for start in range(0, len(items), ELEMENTS_AT_ONCE)
    ]


def _number(value):
    return struct.unpack(">i", value)[0]
