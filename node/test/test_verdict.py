import unittest

from events import IMPAIRED, READY, Report
from metadata import instant
from verdict import Health, Verdict, agrees

WELL = Health(proofs=("egress: proved",))
SICK = Health(symptoms=("no-egress: no answer",))
WALL = instant("2026-11-21T12:00:00Z")
READY_TAGS = {"ready-since": "2026-11-21T11:00:00Z"}


class VerdictTest(unittest.TestCase):
    def setUp(self):
        self.verdict = Verdict()
        self.now = 100.0

    def judge(self, health):
        self.verdict.judge(health, self.now)

    def hear(self, tags):
        self.verdict.hear(tags, self.now)

    def said(self, standing=(), prepared=True):
        """The report that is due and taken, or None."""
        report = self.verdict.due(self.now, WALL, standing, prepared)
        if report is None:
            return None
        self.verdict.told(report, self.now)
        return report

    def kind(self):
        report = self.said()
        return report and report.kind

    def test_says_nothing_before_it_has_looked(self):
        self.hear({})
        self.assertIsNone(self.said())

    def test_is_ready_by_the_first_proof(self):
        self.judge(WELL)
        report = self.said()
        self.assertEqual((report.kind, report.evidence), (READY, WELL.proofs))

    def test_one_failure_is_doubt_and_two_are_a_verdict(self):
        self.judge(WELL)
        self.said()
        self.assertFalse(self.verdict.in_doubt())
        self.judge(SICK)
        self.assertTrue(self.verdict.in_doubt())
        self.assertIsNone(self.said())
        self.judge(SICK)
        report = self.said()
        self.assertEqual((report.kind, report.evidence), (IMPAIRED, SICK.symptoms))

    def test_failures_count_only_in_a_row(self):
        for health in (SICK, WELL, SICK):
            self.judge(health)
        self.assertEqual(self.kind(), READY)

    def test_recovery_is_said_at_once(self):
        for health in (WELL, SICK, SICK):
            self.judge(health)
            self.said()
        self.judge(WELL)
        self.assertEqual(self.kind(), READY)

    def test_recovery_is_said_though_the_bus_never_took_what_was_before(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.said()
        for health in (SICK, SICK, WELL):
            self.judge(health)
        self.assertEqual(self.kind(), READY)

    def test_repeats_ready_every_ten_seconds_until_the_tags_agree(self):
        self.judge(WELL)
        self.said()
        self.now += 9.9
        self.assertIsNone(self.said())
        self.now += 0.1
        self.assertEqual(self.kind(), READY)
        self.hear(READY_TAGS)
        self.now += 100
        self.assertIsNone(self.said())

    def test_repeats_impaired_until_the_tags_agree(self):
        self.hear(READY_TAGS)
        self.judge(SICK)
        self.judge(SICK)
        self.assertEqual(self.kind(), IMPAIRED)
        self.now += 10
        self.assertEqual(self.kind(), IMPAIRED)
        self.hear(dict(READY_TAGS, **{"suspect-since": "2026-11-21T11:59:00Z"}))
        self.now += 100
        self.assertIsNone(self.said())

    def test_a_report_not_taken_stays_due(self):
        self.judge(WELL)
        self.assertIsNotNone(self.verdict.due(self.now, WALL))
        self.assertIsNotNone(self.verdict.due(self.now, WALL))

    def test_a_repair_is_said_once_even_when_the_tags_agree(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.said()
        self.judge(WELL._replace(repairs=("rule was gone: put back",)))
        report = self.said()
        self.assertEqual(report.evidence, ("rule was gone: put back",) + WELL.proofs)
        self.assertIsNone(self.said())

    def test_answers_a_change_of_carries_once_with_its_zones(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.assertEqual(self.said().carries, ())
        self.hear(dict(READY_TAGS, carries="eu-west-1a,eu-west-1b"))
        self.assertEqual(self.said().carries, ("eu-west-1a", "eu-west-1b"))
        self.now += 100
        self.assertIsNone(self.said())
        self.hear(dict(READY_TAGS, carries="eu-west-1b"))
        self.assertEqual(self.said().carries, ("eu-west-1b",))

    def test_answers_the_same_zones_again_after_the_tag_was_gone(self):
        for carries in ("eu-west-1a", "", "eu-west-1a"):
            self.hear(dict(READY_TAGS, carries=carries))
            self.judge(WELL)
            said = self.said()
        self.assertEqual(said.carries, ("eu-west-1a",))

    def test_an_impaired_node_carries_nothing(self):
        self.hear({"carries": "eu-west-1a"})
        self.judge(SICK)
        self.judge(SICK)
        self.assertEqual(self.said().carries, ())

    def test_a_trial_wants_a_proof_younger_than_itself(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.said()
        self.hear(dict(READY_TAGS, **{"trial-since": "2026-11-21T11:30:00Z"}))
        self.assertTrue(self.verdict.in_doubt())
        self.assertIsNone(self.said())
        self.judge(WELL)
        self.assertEqual(self.kind(), READY)

    def test_a_proof_that_began_before_the_trial_does_not_count(self):
        self.judge(WELL)
        self.said()
        self.now += 1
        self.hear({"trial-since": "2026-11-21T11:30:00Z"})
        self.verdict.judge(WELL, self.now - 0.5)
        self.assertIsNone(self.said())

    def test_zones_are_answered_only_once_they_are_prepared(self):
        self.hear(dict(READY_TAGS, carries="a"))
        self.judge(WELL)
        self.assertEqual(self.said().carries, ("a",))
        self.hear(dict(READY_TAGS, carries="a b"))
        self.assertIsNone(self.said(prepared=False))
        self.judge(WELL._replace(repairs=("rule was gone: put back",)))
        self.assertEqual(self.said(prepared=False).carries, ("a",))
        self.assertEqual(self.said().carries, ("a", "b"))

    def test_a_change_of_standing_is_said_but_not_each_change_of_its_figures(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        first = ("translation: home", "state: replicated to succ, 10 connections")
        self.assertEqual(self.said(first).evidence, WELL.proofs + first)
        self.now += 10
        self.assertIsNone(self.said((first[0], "state: replicated to succ, 7 connections")))
        lost = (first[0], "state: none")
        self.assertEqual(self.said(lost).evidence, WELL.proofs + lost)
        self.assertIsNone(self.said(first))
        self.now += 10
        self.assertIsNotNone(self.said(first))

    def test_a_crowd_in_connection_tracking_is_said_at_once_and_so_is_its_end(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.said()
        crowd = ("conntrack-nearly-full: 800 of 1000",)
        self.assertEqual(self.said(crowd), Report(READY, WELL.proofs + crowd))
        self.assertIsNone(self.said(("conntrack-nearly-full: 900 of 1000",)))
        self.assertEqual(self.said().evidence, WELL.proofs)
        self.assertIsNone(self.said())

    def test_beats_say_the_verdict_not_the_doubt(self):
        self.judge(WELL)
        self.judge(SICK)
        self.assertEqual(self.verdict.symptoms(), ())
        self.judge(SICK)
        self.assertEqual(self.verdict.symptoms(), SICK.symptoms)
        self.judge(WELL)
        self.assertEqual(self.verdict.symptoms(), ())

    def test_what_agreeing_means(self):
        since, before = "2026-11-21T11:00:00.5Z", "2026-11-21T11:00:00Z"
        for expected, ready, tags in (
            (False, True, {}),
            (True, True, {"ready-since": since}),
            (True, True, {"ready-since": since, "trial-since": before}),
            (True, True, {"ready-since": since, "trial-since": since}),
            (False, True, {"ready-since": before, "trial-since": since}),
            (False, True, {"ready-since": "not a time"}),
            (False, True, {"ready-since": since, "suspect-since": before}),
            (True, True, {"ready-since": since, "suspect-since": before, "suspect-until": since}),
            (False, False, {"ready-since": since}),
            (True, False, {"suspect-since": since}),
            (True, False, {"suspect-since": since, "suspect-until": "2026-11-21T12:00:01Z"}),
            (False, False, {"suspect-since": since, "suspect-until": "2026-11-21T11:59:59Z"}),
        ):
            with self.subTest(ready=ready, tags=tags):
                report = Report(READY if ready else IMPAIRED, ())
                self.assertIs(agrees(report, tags, WALL), expected)

    def test_the_tags_have_to_know_whether_the_node_translates(self):
        plain, marked = READY_TAGS, dict(READY_TAGS, **{"masquerades-since": "2026-11-21T11:00Z"})
        for tags, translation, expected in (
            (plain, "translation: home", True),
            (plain, "translation: masquerade (no tag home)", False),
            (marked, "translation: home+adopts", False),
            (marked, "translation: masquerade (no tag home)", True),
        ):
            with self.subTest(tags=tags, translation=translation):
                self.assertIs(agrees(Report(READY, (translation,)), tags, WALL), expected)

    def test_a_fit_node_refutes_suspicion_at_once_by_a_new_proof_and_then_every_ten_seconds(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.said()
        self.now += 1
        self.hear(dict(READY_TAGS, **{"suspect-since": "2026-11-21T11:59:59Z"}))
        self.assertTrue(self.verdict.in_doubt())
        self.assertIsNone(self.said())
        self.judge(WELL)
        self.assertEqual(self.kind(), READY)
        self.now += 9
        self.assertIsNone(self.said())
        self.now += 1
        self.assertEqual(self.kind(), READY)

    def test_suspicion_of_a_node_that_is_not_fit_is_nothing_new(self):
        self.judge(SICK)
        self.judge(SICK)
        self.said()
        self.hear({"suspect-since": "2026-11-21T11:59:59Z"})
        self.assertIsNone(self.said())
        self.assertFalse(self.verdict._proof_wanted)


if __name__ == "__main__":
    unittest.main()
