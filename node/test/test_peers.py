import random
import unittest

from peers import Beat, Peers, decode, encode

LEFT, RIGHT, SPARE = "10.40.5.100", "10.40.3.100", "10.40.1.101"
OURS = 7  # boot number of the node under test
GOOD = Beat(1, 2, 3.5, 6, OURS, 5.5, 0.25, "i-1")


class PeersCase(unittest.TestCase):
    """Time is a number; each test moves it in steps as the heartbeat does."""

    def setUp(self):
        self.now = 1000.0
        self.peers = Peers(OURS, self.now)
        self.numbers = {}

    def follow(self, **roles):
        self.peers.follow(tuple(roles.items()))

    def beat(self, address, number=None, boot=1, **fields):
        number = self.numbers.get(address, 0) + 1 if number is None else number
        self.numbers[address] = number
        instance = "i-%s" % address.rpartition(".")[0]
        echo = dict({"probe": 0, "heard": 0, "heard_sent": 0.0, "held": 0.0}, **fields)
        beat = Beat(boot, number, 5.0, instance=instance, **echo)
        return self.peers.hear(address, beat, self.now)

    def wait(self, seconds, *alive):
        """Rounds of a tenth of a second in which these peers beat; answers who fell silent."""
        fallen = []
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.peers.tick(self.now)
            for address in alive:
                self.beat(address)
            fallen += [peer.address for peer in self.peers.fallen_silent(self.now)]
        return fallen

    def accused(self):
        return [peer.address for peer in self.peers.accused(self.now)]

    def peer(self, address):
        return next(peer for peer in self.peers if peer.address == address)


class PeersTest(PeersCase):
    def test_a_beat_survives_the_wire_and_long_symptoms_are_cut(self):
        beat = GOOD._replace(symptoms=("no-egress: x", "nat-not-in-place: y"))
        self.assertEqual(decode(encode(beat)), beat)
        self.assertEqual(decode(encode(GOOD)), GOOD)
        long = beat._replace(symptoms=("no-egress: " + "\u00e9\"" * 2000, "x" * 5000))
        self.assertLess(len(encode(long)), 1473)
        self.assertEqual(decode(encode(long)).symptoms[0][:11], "no-egress: ")

    def test_what_is_no_beat_is_an_error_of_one_kind(self):
        good = encode(GOOD)
        wrong = [b"", b"\x01", b"\x02" + good[1:], good[:48], good + b"\xff", b"[" * 5000]
        for data in wrong:
            with self.subTest(data=data[:60]), self.assertRaises(ValueError):
                decode(data)

    def test_random_bytes_never_do_harm(self):
        chance = random.Random(20261122)
        good = encode(GOOD._replace(symptoms=("s",)))
        for _ in range(3000):
            data = bytearray(good)
            for _ in range(chance.randrange(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                encode(decode(bytes(data)))
            except ValueError:
                pass

    def test_silence_is_three_beats_and_a_half_and_is_told_once(self):
        self.follow(succ=RIGHT)
        self.wait(1, RIGHT)
        self.assertEqual(self.wait(0.3), [])
        self.assertEqual(self.wait(0.1), [RIGHT])
        self.assertEqual(self.wait(5), [])

    def test_one_or_two_lost_beats_are_nothing(self):
        self.follow(succ=RIGHT)
        for _ in range(20):
            self.assertEqual(self.wait(0.1, RIGHT) + self.wait(0.2), [])

    def test_a_peer_never_heard_is_not_silent(self):
        self.follow(succ=RIGHT)
        self.assertEqual(self.wait(60), [])
        self.assertEqual(self.accused(), [])

    def test_a_peer_that_falls_silent_and_is_heard_again_is_told_of_once_each_time(self):
        self.follow(succ=RIGHT)
        self.beat(RIGHT)
        self.assertEqual(self.peers.changed(), [])
        self.wait(1)
        self.assertEqual([(p.address, p.down) for p in self.peers.changed()], [(RIGHT, True)])
        self.assertEqual(self.peers.changed(), [])
        self.beat(RIGHT)
        self.assertEqual([(p.address, p.down) for p in self.peers.changed()], [(RIGHT, False)])
        self.assertEqual(self.accused(), [])

    def test_a_peer_that_has_lost_egress_is_told_of_like_a_silent_one(self):
        self.follow(pred=LEFT)
        self.beat(LEFT, symptoms=("no-egress: x",))
        self.assertEqual([p.down for p in self.peers.changed()], [True])
        self.beat(LEFT)
        self.assertEqual([p.down for p in self.peers.changed()], [False])

    def test_duplicates_and_late_beats_do_not_keep_a_dead_peer_alive(self):
        self.follow(succ=RIGHT)
        self.wait(1, RIGHT)
        for number in (10, 9, 3, 10, 10, 10):
            self.now += 0.07
            self.peers.tick(self.now)
            self.assertIsNone(self.beat(RIGHT, number=number))
        self.assertEqual([p.address for p in self.peers.fallen_silent(self.now)], [RIGHT])

    def test_a_late_beat_does_not_take_back_what_a_newer_one_said(self):
        self.follow(succ=RIGHT)
        self.beat(RIGHT, number=5, symptoms=("no-egress: x",))
        self.beat(RIGHT, number=4)
        self.assertEqual(self.accused(), [RIGHT])

    def test_a_restarted_peer_counts_from_one_and_is_the_same_peer(self):
        self.follow(succ=RIGHT)
        self.beat(RIGHT, number=500)
        self.beat(RIGHT, number=1, boot=2)
        self.assertEqual(self.wait(0.3), [])
        self.beat(RIGHT, number=2, boot=2)
        self.assertEqual(self.wait(0.3), [])

    def test_a_pause_of_our_own_is_nobodys_silence(self):
        self.follow(succ=RIGHT, pred=LEFT)
        self.wait(1, LEFT, RIGHT)
        self.now += 60
        self.peers.tick(self.now)
        self.assertEqual(self.peers.fallen_silent(self.now), [])
        self.assertEqual(self.wait(0.3, LEFT), [])
        self.assertEqual(self.wait(0.2, LEFT), [RIGHT])

    def test_a_slow_round_that_is_no_pause_does_not_hide_silence(self):
        self.follow(succ=RIGHT)
        self.wait(1, RIGHT)
        for _ in range(3):
            self.now += 0.19
            self.peers.tick(self.now)
        self.assertEqual([p.address for p in self.peers.fallen_silent(self.now)], [RIGHT])

    def test_accuses_when_another_peer_is_heard_and_repeats_every_ten_seconds(self):
        self.follow(succ=RIGHT, pred=LEFT)
        self.wait(1, LEFT, RIGHT)
        self.wait(0.4, LEFT)
        self.assertEqual(self.accused(), [RIGHT])
        self.peer(RIGHT).said_at = self.now
        self.wait(9.9, LEFT)
        self.assertEqual(self.accused(), [])
        self.wait(0.2, LEFT)
        self.assertEqual(self.accused(), [RIGHT])

    def test_who_hears_nobody_any_more_accuses_nobody(self):
        self.follow(succ=RIGHT, pred=LEFT, spare=SPARE)
        for later in (0, 0.2):
            self.wait(1, LEFT, RIGHT, SPARE)
            self.now += later
            self.beat(LEFT)
            self.wait(2)
            self.assertEqual(self.accused(), [])

    def test_the_first_to_be_silent_is_not_accused_on_the_word_of_one_about_to_be(self):
        self.follow(succ=RIGHT, pred=LEFT)
        self.wait(1, LEFT, RIGHT)
        for step in (0.09, 0.15, 0.1, 0.07):
            self.now += step
            self.peers.tick(self.now)
            if step == 0.09:
                self.beat(LEFT)
        self.assertEqual([p.address for p in self.peers.fallen_silent(self.now)], [RIGHT])
        self.assertEqual(self.accused(), [])

    def test_a_peer_long_dead_or_never_heard_is_no_witness_to_wait_for(self):
        self.follow(succ=RIGHT, pred=LEFT, spare=SPARE)
        self.wait(1, LEFT, RIGHT)
        self.wait(30, RIGHT)
        self.assertEqual(self.accused(), [LEFT])
        self.wait(1)
        self.assertIn(RIGHT, self.accused())

    def test_in_a_ring_of_two_the_one_peer_is_accused_under_both_its_roles(self):
        self.follow(pred=RIGHT, succ=RIGHT)
        self.wait(1, RIGHT)
        self.assertEqual(self.wait(0.4), [RIGHT])
        self.assertEqual(self.accused(), [])  # there is nobody to ask whether it was us
        self.wait(0.2)
        self.assertEqual(self.accused(), [RIGHT])
        self.assertEqual(self.peer(RIGHT).roles, ("pred", "succ"))

    def test_a_peer_that_says_it_has_lost_egress_is_reported_for(self):
        self.follow(succ=RIGHT)
        self.beat(RIGHT, symptoms=("nat-not-in-place: x",))
        self.assertEqual(self.accused(), [])
        self.beat(RIGHT, symptoms=("nat-not-in-place: x", "no-egress: no answer"))
        self.assertEqual(self.accused(), [RIGHT])
        self.beat(RIGHT)
        self.assertEqual(self.accused(), [])

    def test_a_peer_heard_again_is_accused_anew_at_once_when_it_falls_silent_again(self):
        self.follow(succ=RIGHT)
        self.wait(1, RIGHT)
        self.wait(0.7)
        self.assertEqual(self.accused(), [RIGHT])
        self.peer(RIGHT).said_at = self.now
        self.wait(1, RIGHT)
        self.wait(0.7)
        self.assertEqual(self.accused(), [RIGHT])

    def test_a_change_of_peers_forgets_the_old_and_keeps_those_that_stay(self):
        self.follow(pred=LEFT, succ=RIGHT)
        self.wait(1, LEFT, RIGHT)
        self.follow(pred=RIGHT, succ=SPARE)
        self.assertEqual(self.wait(0.4), [RIGHT])
        self.assertEqual(self.peer(RIGHT).roles, ("pred",))
        self.assertEqual([p.address for p in self.peers], [RIGHT, SPARE])

    def test_round_trip_is_without_the_time_the_peer_held_the_beat(self):
        self.follow(succ=RIGHT)
        self.beat(RIGHT, heard=OURS, heard_sent=self.now - 0.103, held=0.1)
        self.assertAlmostEqual(self.peer(RIGHT).round_trip, 0.003)
        self.beat(RIGHT, heard=OURS + 1, heard_sent=self.now - 50, held=0.1)
        self.assertAlmostEqual(self.peer(RIGHT).round_trip, 0.003)


class ProbesTest(PeersCase):
    """A probe is a beat that comes from an address that is no node's."""

    def confirm(self, address, probe):
        self.beat(address, heard=OURS, heard_sent=self.now, probe=probe)

    def probes(self):
        seen, gone = self.peers.probes(self.now)
        return [p.address for p in seen], [p.address for p in gone]

    def test_a_probe_is_noted_and_proves_no_life(self):
        self.follow(succ=RIGHT)
        self.wait(1, RIGHT)
        probe = self.peer(RIGHT).beat._replace(number=40)
        self.assertIsNone(self.peers.hear("192.0.2.3", probe, self.now))
        self.assertEqual(self.peer(RIGHT).probe, 40)
        self.wait(0.3)
        self.peers.hear("192.0.2.3", probe._replace(number=50), self.now)
        self.assertEqual(self.wait(0.1), [RIGHT])

    def test_probes_of_strangers_and_of_former_lives_are_not_noted(self):
        self.follow(succ=RIGHT)
        self.beat(RIGHT)
        beat = self.peer(RIGHT).beat
        self.peers.hear("192.0.2.3", beat._replace(boot=99, number=7), self.now)
        self.beat(RIGHT, boot=99)
        self.peers.hear("192.0.2.3", beat._replace(number=8), self.now)
        self.assertEqual(self.peer(RIGHT).probe, 0)

    def test_never_seen_is_no_symptom(self):
        self.follow(succ=RIGHT)
        self.wait(10, RIGHT)
        self.assertEqual(self.probes(), ([], []))

    def test_probes_that_no_longer_come_through_three_times_are_gone(self):
        self.follow(succ=RIGHT)
        self.confirm(RIGHT, 10)
        self.wait(1.4, RIGHT)
        self.assertEqual(self.probes(), ([RIGHT], []))
        self.wait(0.2, RIGHT)
        self.assertEqual(self.probes(), ([RIGHT], [RIGHT]))
        self.confirm(RIGHT, 20)
        self.assertEqual(self.probes(), ([RIGHT], []))

    def test_probes_are_not_missed_while_no_beat_of_ours_arrives_at_all(self):
        self.follow(succ=RIGHT)
        self.confirm(RIGHT, 10)
        self.wait(5)
        self.beat(RIGHT, heard=OURS, heard_sent=self.now - 5, held=5.0, probe=10)
        self.assertEqual(self.probes(), ([RIGHT], []))
        self.beat(RIGHT, heard=OURS, heard_sent=self.now, probe=10)
        self.wait(1.6, RIGHT)
        self.assertEqual(self.probes(), ([RIGHT], [RIGHT]))

    def test_a_silent_or_restarted_peer_tells_nothing_about_probes(self):
        self.follow(succ=RIGHT)
        self.confirm(RIGHT, 10)
        self.wait(5)
        self.assertEqual(self.probes(), ([], []))
        self.beat(RIGHT, boot=2, number=1)
        self.assertEqual(self.probes(), ([], []))

    def test_a_pause_of_our_own_sends_no_probes(self):
        self.follow(succ=RIGHT)
        self.confirm(RIGHT, 10)
        self.now += 60
        self.peers.tick(self.now)
        self.beat(RIGHT)
        self.assertEqual(self.probes(), ([RIGHT], []))


if __name__ == "__main__":
    unittest.main()
