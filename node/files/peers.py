"""What the peers' beats, and their silence, tell. Pure: time and beats come in as values."""
import struct
from collections import namedtuple

VERSION = 1
HEAD = struct.Struct(">BQIdIQdd")
SILENT_SECONDS = 0.4  # four beats
ALONE_SECONDS = 0.5  # to accuse where there is no other peer to hear
PAUSE_SECONDS = 0.2  # two rounds missed: then it was not the peer that was silent
PROBE_SECONDS = 1.5  # three probes
REPEAT_SECONDS = 10
LOST = "no-egress"


# boot: drawn anew by each start of an agent; sent: by the sender's clock. Of this beat's receiver:
# probe is the number of its last probe that came through; heard and heard_sent are boot and sent
# of its last beat, held seconds ago.
Beat = namedtuple(
    "Beat", "boot number sent probe heard heard_sent held instance symptoms", defaults=((),)
)


def encode(beat):
    short = [text[:250] for text in beat.symptoms[:4]]  # one datagram on any link
    text = "\n".join([beat.instance] + short).encode("ascii", "replace")
    return HEAD.pack(VERSION, *beat[:7]) + text


def decode(data):
    """The beat; ValueError when this is none that is understood here."""
    if len(data) < HEAD.size or data[0] != VERSION:
        raise ValueError("not a beat of version %d" % VERSION)
    instance, *symptoms = data[HEAD.size:].decode("ascii").split("\n")
    return Beat(*HEAD.unpack_from(data)[1:], instance, tuple(symptoms))


class Peer:
    """One neighbour, by its address; in a ring of two it has two roles."""

    def __init__(self, address):
        self.address = address
        self.roles = ()
        self.beat = self.heard_at = None  # the newest
        self.silent = self.down = False
        self.probe = 0  # the number of its last probe that came through
        self.confirmed = self.probed_at = None  # our probes, as it tells
        self.round_trip = self.said_at = None

    def echo(self, now):
        if self.beat is None:
            return 0, 0, 0, 0
        return self.probe, self.beat.boot, self.beat.sent, now - self.heard_at

    def at_fault(self):
        return self.silent or self.beat and any(s.startswith(LOST) for s in self.beat.symptoms)


class Peers:
    def __init__(self, boot, now):
        self._boot = boot
        self._now = now
        self._peers = {}

    def __iter__(self):
        return iter(self._peers.values())

    def follow(self, places):
        """Takes in the peers of the layout; what is known of those that stay is kept."""
        known, self._peers = self._peers, {}
        for role, address in places:
            peer = self._peers.setdefault(address, known.pop(address, None) or Peer(address))
            peer.roles = tuple(name for name, place in places if place == address)

    def _heard(self):
        return [peer for peer in self if peer.beat and not peer.silent]

    def tick(self, now):
        """Time passes; silence while this process itself did not run is nobody's."""
        if now - self._now > PAUSE_SECONDS:
            for peer in self._heard():
                peer.heard_at = peer.probed_at = now
        self._now = now

    def hear(self, source, beat, now):
        """Takes in a beat."""
        peer = self._peers.get(source)
        if peer is None:
            # From the virtual address: a probe, which tells only that it came through.
            for peer in self:
                if peer.beat and peer.beat.boot == beat.boot:
                    peer.probe = max(peer.probe, beat.number)
            return
        last = peer.beat
        if last is None or last.boot != beat.boot:
            peer.probe, peer.confirmed = 0, None
        elif beat.number <= last.number:
            return  # a duplicate, or late
        peer.beat, peer.heard_at, peer.silent = beat, now, False
        if not peer.at_fault():
            peer.said_at = None
        if beat.heard == self._boot:
            peer.round_trip = max(0.0, now - beat.heard_sent - beat.held)
            if beat.probe > (peer.confirmed or 0):
                peer.confirmed, peer.probed_at = beat.probe, now
            elif beat.held > SILENT_SECONDS:
                peer.probed_at = now  # no beat of ours arrives: that probes do not says nothing

    def changed(self):
        """The peers that have come to be at fault, or well again, since this was last asked."""
        found = [peer for peer in self if peer.beat and bool(peer.at_fault()) != peer.down]
        for peer in found:
            peer.down = not peer.down
        return found

    def fallen_silent(self, now):
        """The peers whose silence has just become one."""
        fallen = [peer for peer in self._heard() if now - peer.heard_at >= SILENT_SECONDS]
        for peer in fallen:
            peer.silent, peer.said_at = True, None
        return fallen

    def next_silence(self):
        """When the first peer would be silent."""
        times = [peer.heard_at for peer in self._heard()]
        return min(times, default=float("inf")) + SILENT_SECONDS

    def accused(self, now):
        """The peers to report now; never on the word of ears that hear nobody any more."""
        return [
            peer for peer in self if peer.at_fault() and self._witnessed(peer)
            and (peer.said_at is None or now - peer.said_at >= REPEAT_SECONDS)
        ]

    def _witnessed(self, accused):
        """Whether another peer is heard, if one was when this one was last; else patience."""
        since = accused.heard_at - SILENT_SECONDS
        times = [p.heard_at for p in self if p is not accused and p.beat and p.heard_at >= since]
        if times:
            return max(times) >= self._now - PAUSE_SECONDS
        return not accused.silent or self._now - accused.heard_at >= ALONE_SECONDS

    def probes(self, now):
        """The peers that saw probes of ours and hear us, and those of them that see none now."""
        seen = [peer for peer in self._heard() if peer.confirmed]
        return seen, [peer for peer in seen if now - peer.probed_at >= PROBE_SECONDS]
