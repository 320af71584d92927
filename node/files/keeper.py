"""Keeps this node's connections at its peers, and its peers' connections here."""
import glob
import os
import shutil
import subprocess
import threading
import time

import links

OWN, SPARE = 3780, 3810
# Not while the node boots; dnf is big for the smallest instances, and is the first to go.
FIRST_SECONDS, AGAIN_SECONDS, LOOK_SECONDS = 30, 3600, 15
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
        self._none = "conntrackd is switched off"
        self._layout, self._carries = None, {}
        self._links, self._ended = {}, {}
        self._lock = threading.RLock()
        if self._command is None:
            self._command = shutil.which("conntrackd") or ""
            if not self._command:
                self._none = "conntrackd is not installed"
                threading.Thread(target=self._install, daemon=True).start()

    def follow(self, layout):
        with self._lock:
            self._layout = layout
            self._arrange()

    def carry(self, home, foreign):
        with self._lock:
            before, self._carries = self._carries, {False: home, True: foreign}
            for link in list(self._links.values()):
                which = link.spec.role == "pred"
                carried = self._carries[which]
                # A taking under way is not begun anew, with packets in it already.
                if carried != before[which] and not (
                    carried and link.moving and link.goal == links.TAKE
                ):
                    link.ask(links.FETCH if carried else links.GIVE)
            self._arrange()

    def peer_silent(self, role):
        self._turn(role, links.TAKE)

    def peer_heard(self, role):
        self._turn(role, links.GIVE)

    def prepared(self):
        return tuple(all(link.prepared() for link in self._of(w)) for w in (False, True))

    def report(self):
        if not self._command:
            return ("state: none, " + self._none,)
        if not self._links:
            return ("state: none, the tags name no peer",)
        lines = []
        for link in self._links.values():
            role = link.spec.role
            lag = link.lag()
            if link.fault:
                text = "not shared with %s: %s" % (role, link.fault)
            elif lag is None or lag > 2 * links.LOOK_SECONDS:
                text = "not shared with %s: its conntrackd does not answer" % role
            elif self._carried_by_peer(link):
                text = "%d connections held for %s" % (link.holds, role)
            else:
                text = "replicated to %s, %d connections" % (role, link.sends)
            lines.append("state: " + text)
        return tuple(lines)

    def metrics(self):
        values = {}
        for link in self._links.values():
            measured = (("sent", link.sends), ("held", link.holds), ("lag_seconds", link.lag()))
            for name, value in measured:
                if value is not None:
                    values['replica_%s{peer="%s"}' % (name, link.spec.role)] = float(value)
        return values

    def _of(self, foreign):
        return [k for k in list(self._links.values()) if (k.spec.role == "pred") == foreign]

    def _carried_by_peer(self, link):
        """Whether the link's zone is the peer's to carry while all is well."""
        role = link.spec.role
        alone = role == "spare" and all(peer == "spare" for peer, _ in self._layout.peers)
        return (role == "pred" or alone) and not self._carries[role == "pred"]

    def _turn(self, role, goal):
        with self._lock:
            for link in self._links.values():
                if link.spec.role == role and self._carried_by_peer(link):
                    # What was never taken has not to be given back.
                    if links.TAKE in (goal, link.goal):
                        link.ask(goal)

    def _arrange(self):
        # What is carried has to be known: else a daemon could be ended that holds what is wanted.
        if not (self._command and self._layout and self._carries):
            return
        os.makedirs(self._folder, exist_ok=True)
        planned = plan(self._layout)
        for path in glob.glob(self._folder + "*.pid"):
            port = int(os.path.basename(path)[:-4])
            if port not in planned and port not in self._links:
                links.end(path[:-4])
        for port, link in list(self._links.items()):
            if planned.get(port) != link.spec:
                self._ended[port] = self._links.pop(port)
                link.ask(links.LEAVE if port in planned else links.END)
        for port, spec in planned.items():
            if port not in self._links:
                foreign = spec.role == "pred"
                goal = links.GIVE if foreign else links.KEEP
                if self._carries[foreign]:
                    goal = links.FETCH
                place = (self._command, self._folder)
                self._links[port] = links.Link(spec, place, goal, self._ended.pop(port, None))

    def _install(self):
        time.sleep(FIRST_SECONDS)
        tried_at = float("-inf")
        while True:
            found = shutil.which("conntrackd")
            if found:
                with self._lock:
                    self._command = found
                    self._arrange()
                return
            if shutil.which("dnf") and time.monotonic() >= tried_at + AGAIN_SECONDS:
                done = subprocess.run(["sh", "-c", INSTALL], stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, check=False)
                tried_at = time.monotonic()
                if done.returncode:
                    why = done.stdout.decode(errors="replace").strip().split("\n")[-1]
                    self._none = "conntrackd is not installed, dnf: " + why[:200]
                    print("nat-failover: state: " + self._none, flush=True)
            else:
                time.sleep(LOOK_SECONDS)
