"""Keeps this node's connections at its peers, and its peers' connections here."""
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import links
from layout import virtual
from ruleset import PRIVATE

OWN, SPARE, DEAF_SECONDS, PICK_UP_SECONDS = 3780, 3810, 20, 5
# Not while the node boots; dnf is big for the smallest instances, and is the first to go.
FIRST_SECONDS, AGAIN_SECONDS = 30, 3600
INSTALL = "echo 1000 >/proc/self/oom_score_adj; exec nice -n 19 dnf -qy install conntrack-tools"


def plan(layout):
    """The links of a node by its layout, by port: one for each zone and peer."""
    planned, here, vpc = {}, layout.primary, layout.vpc + PRIVATE
    for role, peer in layout.peers:
        zone = layout.adopts if role == "pred" else layout.home
        if zone:
            port = (SPARE if role == "spare" else OWN) + zone.number
            address = socket.inet_aton(virtual(zone.number))
            planned[port] = links.Spec(role, peer, port, here, address, zone.networks, vpc)
    return planned


class Keeper:
    """Every public method returns at once; each link works in a thread of its own."""

    def __init__(self, settings):
        self._folder = Path(settings.root + "/run/nat-failover")
        command = settings.conntrackd
        self._command = shutil.which("conntrackd") if command is None else command
        self._layout = self._carries = None  # whether a link's zone is carried here, by its role
        self._links, self._ended = {}, {}
        self._lock = threading.RLock()
        if self._command is None:
            threading.Thread(target=self._install, daemon=True).start()

    def follow(self, layout):
        with self._lock:
            self._layout = layout
            self._arrange()

    def carry(self, home, foreign):
        with self._lock:
            before, self._carries = self._carries, {"pred": foreign, "succ": home, "spare": home}
            for link in self._links.values():
                role = link.spec.role
                if before[role] != self._carries[role]:
                    link.ask(self._goal(role))
            self._arrange()

    def peer_silent(self, role):
        self._turn(role, links.TAKE)

    def peer_heard(self, role):
        self._turn(role, links.GIVE)

    def prepared(self):
        with self._lock:
            every = [*self._links.values(), *self._ended.values()]
        unready = {link.spec.role == "pred" for link in every if not link.prepared()}
        return False not in unready, True not in unready

    def report(self):
        if not self._command:
            why = "not installed" if self._command is None else "switched off"
            return ("state: none, conntrackd is " + why,)
        lines = []
        for link in list(self._links.values()):
            fault, text = link.fault, "shared with %s: %d connections held, %d sent"
            words = link.spec.role, link.holds, link.sends
            if fault or link.lag() > DEAF_SECONDS:
                text = "not shared with %s: %s"
                words = link.spec.role, fault or "its conntrackd does not answer"
            lines.append("state: " + text % words)
        return tuple(lines) or ("state: none, the tags name no peer",)

    def tick(self):
        """Decides about connections that are met in mid-stream.

        Who holds a copy must not guess their translation before it is committed. Then, for a
        while, and where no copy comes from, a guess saves what was not copied.
        """
        every = list(self._links.values())
        if every and all(link.prepared() for link in every):
            since = time.monotonic() - PICK_UP_SECONDS
            holds = any(k.goal == links.GIVE and k.lag() < DEAF_SECONDS for k in every)
            lacks = any(k.goal == links.TAKE and k.lag() > DEAF_SECONDS for k in every)
            guess = lacks or not holds or any(k.taken_at > since for k in every)
            links.pick_up(guess)

    def metrics(self):
        values = {}
        for link in list(self._links.values()):
            figures = {"sent": link.sends, "held": link.holds, "lag_seconds": link.lag()}
            for name, value in figures.items():
                values['replica_%s{peer="%s"}' % (name, link.spec.role)] = value
        return values

    def _goal(self, role):
        return links.TAKE if self._carries[role] else links.GIVE

    def _is_peers(self, role):
        """Whether the zone of a link is the peer's to carry while all is well."""
        spare = all(other == "spare" for other, _ in self._layout.peers)
        return (role == "pred" or spare) and not self._carries[role]

    def _turn(self, role, goal):
        with self._lock:
            for link in self._links.values():
                # What was never taken has not to be given back.
                taken = links.TAKE in (goal, link.goal)
                if link.spec.role == role and taken and self._is_peers(role):
                    link.ask(goal)

    def _arrange(self):
        # What is carried has to be known: else a daemon could be ended that holds what is wanted.
        if not (self._command and self._layout and self._carries):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        planned, place = plan(self._layout), (self._command, self._folder)
        for port, link in list(self._links.items()):
            if planned.get(port) != link.spec:
                self._ended[port] = self._links.pop(port)
                link.ask(links.LEAVE if port in planned else links.END)
        for port, spec in planned.items():
            if port not in self._links:
                before = self._ended.pop(port, None)
                self._links[port] = links.Link(spec, place, self._goal(spec.role), before)
        for path in self._folder.glob("*.pid"):
            port = int(path.stem)
            if port not in self._links and port not in self._ended:  # of an earlier agent
                spec = links.Spec("nobody", "", port, "", b"", (), ())
                self._ended[port] = links.Link(spec, place, links.END)

    def _install(self):
        wait = FIRST_SECONDS
        while not shutil.which("conntrackd"):
            time.sleep(wait)
            subprocess.run(["sh", "-c", INSTALL])
            wait = AGAIN_SECONDS
        with self._lock:
            self._command = shutil.which("conntrackd")
            self._arrange()
