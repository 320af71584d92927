"""Keeps this node's connections at its peers, and its peers' connections here."""
import glob
import os
import shutil
import subprocess
import threading
import time

import links

OWN, SPARE = 3780, 3810
DEAF_SECONDS = 20
# Not while the node boots; dnf is big for the smallest instances, and is the first to go.
FIRST_SECONDS, AGAIN_SECONDS = 30, 3600
INSTALL = "echo 1000 >/proc/self/oom_score_adj; exec nice -n 19 dnf -qy install conntrack-tools"


def plan(layout):
    """The links of a node by its layout, by port: one for each zone and peer."""
    planned = {}
    for role, peer in layout.peers:
        zone = layout.adopts if role == "pred" else layout.home
        if zone:
            port = (SPARE if role == "spare" else OWN) + zone.number
            planned[port] = links.Spec(
                role, port, layout.primary, peer, zone.networks, layout.vpc
            )
    return planned


class Keeper:
    """Every public method returns at once; each link works in a thread of its own."""

    def __init__(self, settings):
        self._folder = settings.root + "/run/nat-failover/"
        self._command = settings.conntrackd
        self._layout = self._carries = None  # carries: whether the own zone, whether another
        self._links, self._ended = {}, {}
        self._lock = threading.RLock()
        if self._command is None:
            self._command = shutil.which("conntrackd")
            if not self._command:
                threading.Thread(target=self._install, daemon=True).start()

    def follow(self, layout):
        with self._lock:
            self._layout = layout
            self._arrange()

    def carry(self, home, foreign):
        with self._lock:
            before, self._carries = self._carries, (home, foreign)
            for link in self._links.values():
                which = _foreign(link)
                if before[which] != self._carries[which]:
                    link.ask(links.TAKE if self._carries[which] else links.GIVE)
            self._arrange()

    def peer_silent(self, role):
        self._turn(role, links.TAKE)

    def peer_heard(self, role):
        self._turn(role, links.GIVE)

    def prepared(self):
        with self._lock:
            every = [*self._links.values(), *self._ended.values()]
        return tuple(
            all(link.prepared() for link in every if _foreign(link) == which)
            for which in (False, True)
        )

    def report(self):
        if not self._command:
            why = "not installed" if self._command is None else "switched off"
            return ("state: none, conntrackd is " + why,)
        lines = []
        with self._lock:
            for link in self._links.values():
                role, lag = link.spec.role, link.lag()
                if link.fault or lag is None or lag > DEAF_SECONDS:
                    why = link.fault or "its conntrackd does not answer"
                    lines.append("state: not shared with %s: %s" % (role, why))
                elif self._carried_by_peer(link):
                    lines.append("state: %d connections held for %s" % (link.holds, role))
                else:
                    lines.append("state: %d connections replicated to %s" % (link.sends, role))
        return tuple(lines) or ("state: none, the tags name no peer",)

    def metrics(self):
        with self._lock:
            return {
                'replica_%s{peer="%s"}' % (name, link.spec.role): float(value)
                for link in self._links.values()
                for name, value in zip(
                    ("sent", "held", "lag_seconds"), (link.sends, link.holds, link.lag())
                )
                if value is not None
            }

    def _carried_by_peer(self, link):
        """Whether the link's zone is the peer's to carry while all is well."""
        alone = all(role == "spare" for role, _ in self._layout.peers)
        return (_foreign(link) or alone) and not self._carries[_foreign(link)]

    def _turn(self, role, goal):
        with self._lock:
            for link in self._links.values():
                # What was never taken has not to be given back.
                if link.spec.role == role and self._carried_by_peer(link) and (
                    links.TAKE in (goal, link.goal)
                ):
                    link.ask(goal)

    def _arrange(self):
        # What is carried has to be known: else a daemon could be ended that holds what is wanted.
        if not (self._command and self._layout and self._carries):
            return
        os.makedirs(self._folder, exist_ok=True)
        planned, place = plan(self._layout), (self._command, self._folder)
        for port, link in list(self._links.items()):
            if planned.get(port) != link.spec:
                self._ended[port] = self._links.pop(port)
                link.ask(links.LEAVE if port in planned else links.END)
        for port, spec in planned.items():
            if port not in self._links:
                goal = links.TAKE if self._carries[spec.role == "pred"] else links.GIVE
                self._links[port] = links.Link(spec, place, goal, self._ended.pop(port, None))
        for path in glob.glob(self._folder + "*.pid"):  # of an earlier agent
            port = int(os.path.basename(path)[:-4])
            if port not in self._links and port not in self._ended:
                spec = links.Spec("former peer", port)
                self._ended[port] = links.Link(spec, place, links.END)

    def _install(self):
        wait = FIRST_SECONDS
        while not shutil.which("conntrackd"):
            time.sleep(wait)
            subprocess.run(["sh", "-c", INSTALL], check=False)
            wait = AGAIN_SECONDS
        with self._lock:
            self._command = shutil.which("conntrackd")
            self._arrange()


def _foreign(link):
    return link.spec.role == "pred"
