"""What the peers' beats, and their silence, tell. Pure: time and beats come in as values."""
import json
from typing import NamedTuple, Optional, Tuple

VERSION = 1
SILENT_SECONDS = 0.35  # three beats and a half
PAUSE_SECONDS = 0.2  # two rounds missed: then it was not the peer that was silent
PROBE_SECONDS = 1.5  # three probes
REPEAT_SECONDS = 10
MOST_BYTES = 1200  # one datagram on any link
LOST = "no-egress"


class Beat(NamedTuple):
    boot: int  # drawn anew by each start of an agent
    number: int
    sent: float  # by the sender's clock
    primary: str  # a probe comes from another address
    instance: str
    zone: str
    symptoms: Tuple[str, ...] = ()
    # What the sender heard last from this receiver: boot, number, sent, and seconds since then.
    heard: Optional[Tuple[int, int, float, float]] = None
    # The same boot's number of the last probe that came through.
    probe: int = 0


def encode(beat):
    room = (MOST_BYTES - 400) // max(1, len(beat.symptoms))
    short = [text.encode("ascii", "replace")[:room].decode() for text in beat.symptoms]
    return json.dumps([VERSION] + list(beat._replace(symptoms=short))).encode()


def decode(data):
    """The beat; ValueError when this is none that is understood here."""
    try:
        version, *fields = json.loads(data.decode())
        beat = Beat(*fields)
        if version != VERSION or not isinstance(beat.instance, str):
            raise ValueError("version %r" % version)
        heard = None
        if beat.heard is not None:
            boot, number, sent, held = beat.heard
            heard = (int(boot), int(number), float(sent), float(held))
        return beat._replace(
            boot=int(beat.boot), number=int(beat.number), sent=float(beat.sent),
            probe=int(beat.probe), symptoms=tuple(map(str, beat.symptoms)), heard=heard,
        )
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


class Peer:
    """One neighbour, by its address; in a ring of two it has two roles."""

    def __init__(self, address):
        self.address = address
        self.roles = ()
        self.beat = None  # the newest
        self.heard_at = None
        self.silent = False
        self.probe = 0  # the number of its last probe that came through
        self.probed_at = self.confirmed = None  # our probes, as it tells
        self.round_trip = None
        self.lost = 0
        self.said_at = None

    def echo(self, now):
        if self.beat is None:
            return None
        return (self.beat.boot, self.beat.number, self.beat.sent, now - self.heard_at)


class Peers:
    def __init__(self, boot, now):
        self._boot = boot
        self._now = now
        self._peers = {}

    def __iter__(self):
        return iter(tuple(self._peers.values()))

    def follow(self, places):
        """Takes in the peers of the layout; what is known of those that stay is kept."""
        known, self._peers = self._peers, {}
        for role, address in places:
            peer = self._peers.setdefault(address, known.pop(address, None) or Peer(address))
            peer.roles = tuple(name for name, place in places if place == address)

    def tick(self, now):
        """Time passes; silence while this process itself did not run is nobody's."""
        if now - self._now > PAUSE_SECONDS:
            for peer in self:
                if peer.heard_at is not None and not peer.silent:
                    peer.heard_at = peer.probed_at = now
        self._now = now

    def hear(self, source, beat, now):
        """Takes in a beat; answers the peer whose silence it ended, else None."""
        peer = self._peers.get(source)
        if peer is None:
            # From the virtual address: a probe, which tells only that it came through.
            peer = self._peers.get(beat.primary)
            if peer and peer.beat and peer.beat.boot == beat.boot:
                peer.probe = max(peer.probe, beat.number)
            return None
        last = peer.beat
        if last is None or last.boot != beat.boot:
            peer.probe, peer.probed_at, peer.confirmed = 0, None, None
        elif beat.number <= last.number:
            return None  # a duplicate, or late
        else:
            peer.lost += beat.number - last.number - 1
        was_silent, peer.silent = peer.silent or last is None, False
        peer.beat, peer.heard_at = beat, now
        self._learn(peer, beat, now)
        return peer if was_silent else None

    def _learn(self, peer, beat, now):
        if beat.heard is None or beat.heard[0] != self._boot:
            return
        held = beat.heard[3]
        peer.round_trip = max(0.0, now - beat.heard[2] - held)
        if beat.probe > (peer.confirmed or 0):
            peer.confirmed, peer.probed_at = beat.probe, now
        elif held > SILENT_SECONDS:
            peer.probed_at = now  # no beat of ours arrives: that probes do not says nothing

    def fallen_silent(self, now):
        """The peers whose silence has just become one."""
        fallen = [
            peer for peer in self
            if peer.heard_at is not None and not peer.silent
            and now - peer.heard_at >= SILENT_SECONDS
        ]
        for peer in fallen:
            peer.silent, peer.said_at = True, None
        return fallen

    def next_silence(self):
        """When the first peer would be silent."""
        times = [p.heard_at for p in self if p.heard_at is not None and not p.silent]
        return min(times, default=float("inf")) + SILENT_SECONDS

    def accused(self, now):
        """The peers to report now; never on the word of ears that hear nobody any more."""
        return [
            peer for peer in self
            if self._at_fault(peer) and self._witnessed(peer)
            and (peer.said_at is None or now - peer.said_at >= REPEAT_SECONDS)
        ]

    def _at_fault(self, peer):
        if peer.beat is None:
            return False
        lost = any(text.startswith(LOST) for text in peer.beat.symptoms)
        if not (peer.silent or lost):
            peer.said_at = None
        return peer.silent or lost

    def _witnessed(self, peer):
        """Whether another peer is heard, if one was when this one was last."""
        others = [p for p in self if p is not peer and p.heard_at is not None]
        others = [p for p in others if p.heard_at >= peer.heard_at - SILENT_SECONDS]
        return not others or not all(p.silent or self._late(p) for p in others)

    def _late(self, peer):
        """On its way into silence: two beats are missing."""
        return self._now - peer.heard_at > PAUSE_SECONDS

    def probes(self, now):
        """The peers that saw probes of ours and hear us, and those of them that see none now."""
        seen = [p for p in self if p.confirmed and not p.silent]
        return seen, [p for p in seen if now - p.probed_at >= PROBE_SECONDS]
