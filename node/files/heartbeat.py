"""Beats to the peers and from them, in a thread of its own that nothing else holds up."""
import contextlib
import random
import select
import socket
import struct
import threading
import time

import forwarding
import layout as places
import peers

PORT = 3780
BEAT_SECONDS, PROBE_BEATS = 0.1, 5


class Heartbeat(threading.Thread):
    """Tells the keeper who is silent and who is heard; calls accuse() while somebody is to be."""

    def __init__(self, instance, address, keeper, accuse):
        super().__init__(daemon=True)
        self._instance, self._keeper, self._accuse = instance, keeper, accuse
        self._boot, self._number = random.getrandbits(48), 0
        self._lock = threading.Lock()  # held for microseconds; guards the peers
        self._peers = peers.Peers(self._boot, time.monotonic())
        self._home = None
        self.symptoms = ()  # what the beats say of this node
        self._raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind((address, PORT))

    def follow(self, layout):
        with self._lock:
            self._home = layout.home
            self._peers.follow(layout.peers)

    def accused(self):
        """The peers to report now, as pairs of peer and evidence."""
        with self._lock:
            now = time.monotonic()
            return [(peer, self._evidence(peer, now)) for peer in self._peers.accused(now)]

    def source_check(self):
        """Symptoms and proofs of the source/destination check, as packets tell."""
        with self._lock:
            seen, gone = self._peers.probes(time.monotonic())
        if not seen:
            return (), ("source-dest-check: not checked, no peer saw a foreign source so far",)
        if len(gone) < len(seen):
            return (), ("source-dest-check: off, foreign sources come through",)
        names = ", ".join(peer.beat.instance for peer in gone)
        return ("source-dest-check: %s no longer see packets with a foreign source" % names,), ()

    def metrics(self):
        with self._lock:
            for peer in self._peers:
                if peer.round_trip is not None and not peer.silent:
                    name = 'peer_round_trip_seconds{peer="%s"}' % peer.address
                    yield name, round(peer.round_trip, 6)

    def run(self):
        forwarding.come_first()
        beat_at = time.monotonic()
        while True:
            with self._lock:
                until = min(beat_at, self._peers.next_silence())
            select.select([self._socket], (), (), max(0.0, until - time.monotonic()))
            with self._lock:
                now = time.monotonic()
                self._peers.tick(now)
                self._drain(now)
                self._peers.fallen_silent(now)
                changed = self._peers.changed()
                accused = self._peers.accused(now)
                if now >= beat_at:
                    self._beat(now)
                    beat_at = max(beat_at + BEAT_SECONDS, now)
            for peer in changed:
                tell = self._keeper.peer_silent if peer.down else self._keeper.peer_heard
                print(peer.address, tell.__name__)
                for role in peer.roles:
                    tell(role)
            if accused:
                self._accuse()

    def _drain(self, now):
        for _ in range(1000):
            try:
                data, (source, _) = self._socket.recvfrom(2048)
                self._peers.hear(source, peers.decode(data), now)
            except BlockingIOError:
                break
            except (OSError, ValueError):
                pass  # a bounce of what was sent to a closed port, or none of ours

    def _beat(self, now):
        self._number += 1
        for peer in self._peers:
            beat = peers.encode(peers.Beat(
                self._boot, self._number, now, *peer.echo(now), self._instance, self.symptoms
            ))
            with contextlib.suppress(OSError):  # no way to it: it will hear silence, as it should
                self._socket.sendto(beat, (peer.address, PORT))
            if self._home is None:
                peer.confirmed = None
            elif self._number % PROBE_BEATS == 0:
                self._probe(peer, beat)

    def _probe(self, peer, beat):
        try:
            packet = datagram(places.virtual(self._home.number), peer.address, beat)
            self._raw.sendto(packet, (peer.address, 0))
        except OSError:
            peer.confirmed = None  # what did not leave proves nothing

    def _evidence(self, peer, now):
        if not peer.silent:
            return tuple("peer says " + text for text in peer.beat.symptoms)
        heard = [p.beat.instance for p in self._peers if p.beat and not p.silent]
        return ("silent: %s (%s, %s) for %d ms; heard: %s" % (
            peer.beat.instance, " and ".join(peer.roles), peer.address,
            (now - peer.heard_at) * 1000, ", ".join(heard) or "nobody else",
        ),)


def datagram(source, target, data):
    """An IPv4 packet with UDP in it; the kernel fills in length, id and checksum."""
    return struct.pack(
        ">BBHHHBBH4s4sHHHH", 0x45, 0, 0, 0, 0, 64, socket.IPPROTO_UDP, 0,
        socket.inet_aton(source), socket.inet_aton(target), PORT, PORT, 8 + len(data), 0,
    ) + data
