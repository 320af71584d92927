"""Beats to the peers and from them, in a thread of its own that nothing else holds up."""
import random
import select
import socket
import struct
import threading
import time

import layout as places
import peers

PORT = 3780
BEAT_SECONDS, PROBE_BEATS = 0.1, 5


class Heartbeat(threading.Thread):
    """Calls, from its thread: silent(role), heard(role), and accuse() while there are peers to."""

    def __init__(self, identity, keeper, accuse):
        super().__init__(name="heartbeat", daemon=True)
        self._identity, self._keeper, self._accuse = identity, keeper, accuse
        self._boot, self._number = random.getrandbits(48), 0
        self._lock = threading.Lock()  # held for microseconds; guards all below
        self._peers = peers.Peers(self._boot, time.monotonic())
        self._layout = self._socket = None
        self._symptoms = ()
        self._probe_fault = "no peer"
        self._raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)

    def follow(self, layout):
        """OSError where the node's own address cannot be listened on."""
        opened = self._socket
        if self._layout is None or self._layout.primary != layout.primary:
            opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            opened.setblocking(False)
            opened.bind((layout.primary, PORT))
        with self._lock:
            self._peers.follow(layout.peers)
            self._layout, self._socket = layout, opened

    def say(self, symptoms):
        """What the beats say of this node from now on."""
        self._symptoms = tuple(symptoms)

    def accused(self):
        """The peers to report now, as pairs of instance and evidence."""
        with self._lock:
            now = time.monotonic()
            return [(p.beat.instance, self._evidence(p, now)) for p in self._peers.accused(now)]

    def told(self, instance):
        """The event bus has taken the report about this peer."""
        with self._lock:
            for peer in self._peers:
                if peer.beat and peer.beat.instance == instance:
                    peer.said_at = time.monotonic()

    def source_check(self):
        """Symptoms and proofs of the source/destination check, as packets tell."""
        with self._lock:
            seen, gone = self._peers.probes(time.monotonic())
        if self._probe_fault or not seen:
            why = self._probe_fault or "no peer has seen a packet with a foreign source"
            return (), ("source-dest-check: not checked, %s" % why,)
        if len(gone) < len(seen):
            return (), ("source-dest-check: off, foreign sources come through",)
        names = ", ".join(peer.beat.instance for peer in gone)
        return ("source-dest-check: of this node's packets to %s those with a foreign source"
                " are lost, the others arrive" % names,), ()

    def metrics(self):
        with self._lock:
            for peer in self._peers:
                label = '{peer="%s"}' % peer.address
                yield "peer_heard" + label, int(not peer.silent and peer.beat is not None)
                yield "peer_beats_lost_total" + label, peer.lost
                if peer.round_trip is not None:
                    yield "peer_round_trip_seconds" + label, round(peer.round_trip, 6)

    def run(self):
        beat_at = time.monotonic()
        while True:
            now = time.monotonic()
            with self._lock:
                opened = self._socket
                until = min(beat_at, self._peers.next_silence())
            if opened is None:
                time.sleep(BEAT_SECONDS)
                beat_at = time.monotonic()
                continue
            select.select([opened], (), (), max(0.0, until - now))
            events = []
            with self._lock:
                now = time.monotonic()
                self._peers.tick(now)
                self._drain(opened, now, events)
                events += [(self._keeper.peer_silent, p) for p in self._peers.fallen_silent(now)]
                accuse = bool(self._peers.accused(now))
                if now >= beat_at:
                    self._beat(opened, now)
                    beat_at = max(beat_at + BEAT_SECONDS, now)
            for tell, peer in events:
                print("nat-failover: %s %s" % (peer.address, tell.__name__), flush=True)
                for role in peer.roles:
                    tell(role)
            if accuse:
                self._accuse()

    def _drain(self, opened, now, events):
        for _ in range(1000):
            try:
                data, (source, _) = opened.recvfrom(2048)
                peer = self._peers.hear(source, peers.decode(data), now)
            except BlockingIOError:
                return
            except (OSError, ValueError):
                continue  # a bounce of what was sent to a closed port, or none of ours
            if peer:
                events.append((self._keeper.peer_heard, peer))

    def _beat(self, opened, now):
        self._number += 1
        for peer in self._peers:
            beat = peers.encode(
                peers.Beat(
                    self._boot, self._number, now, self._layout.primary, self._identity.instance,
                    self._identity.zone, self._symptoms, peer.echo(now), peer.probe,
                )
            )
            try:
                opened.sendto(beat, (peer.address, PORT))
            except OSError:
                pass  # no way to it: it will hear silence, as it should
            if self._number % PROBE_BEATS == 0:
                self._probe(peer, beat)

    def _probe(self, peer, beat):
        self._probe_fault = None
        try:
            if not self._layout.home:
                raise OSError("the node has no tag home")
            source = places.virtual(self._layout.home.number)
            self._raw.sendto(datagram(source, peer.address, beat), (peer.address, 0))
        except OSError as error:
            self._probe_fault = str(error)
            peer.confirmed = None  # what did not leave proves nothing

    def _evidence(self, peer, now):
        if not peer.silent:
            return tuple("peer says " + text for text in peer.beat.symptoms)
        heard = [p.beat.instance for p in self._peers if p.beat and not p.silent]
        silence = "silent: %s (%s, %s) for %d ms" % (
            peer.beat.instance, " and ".join(peer.roles), peer.address,
            (now - peer.heard_at) * 1000,
        )
        return (silence, "heard: " + (", ".join(heard) or "no other peer to hear"))


def datagram(source, target, data):
    """An IPv4 packet with UDP in it; the kernel fills in length, id and checksum."""
    size = 8 + len(data)
    header = struct.pack(
        ">BBHHHBBH4s4s", 0x45, 0, 20 + size, 0, 0, 64, socket.IPPROTO_UDP, 0,
        socket.inet_aton(source), socket.inet_aton(target),
    )
    return header + struct.pack(">HHHH", PORT, PORT, size, 0) + data
