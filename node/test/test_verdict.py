import unittest

from events import IMPAIRED, READY
from health import Health
from metadata import instant
from verdict import Standing, Verdict, agrees

WELL = Health(proofs=("egress: proved",))
SICK = Health(symptoms=("no-egress: no answer",))
UNPREPARED = Standing(prepared=False)
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

    def said(self, standing=Standing()):
        """Kind and carries of the report that is due and taken, or None."""
        report = self.verdict.due(self.now, WALL, standing)
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

    def test_ready_waits_for_what_it_promises_and_impaired_does_not(self):
        self.judge(WELL)
        self.assertIsNone(self.said(UNPREPARED))
        self.assertEqual(self.said().kind, READY)
        self.judge(SICK)
        self.judge(SICK)
        self.assertEqual(self.said(UNPREPARED).kind, IMPAIRED)
        self.judge(WELL)
        self.assertEqual(self.said(UNPREPARED).kind, READY)

    def test_zones_are_answered_only_once_they_are_prepared(self):
        self.hear(dict(READY_TAGS, carries="a"))
        self.judge(WELL)
        self.assertEqual(self.said().carries, ("a",))
        self.hear(dict(READY_TAGS, carries="a b"))
        self.assertIsNone(self.said(UNPREPARED))
        self.judge(WELL._replace(repairs=("rule was gone: put back",)))
        self.assertEqual(self.said(UNPREPARED).carries, ("a",))
        self.assertEqual(self.said().carries, ("a", "b"))

    def test_a_change_of_standing_is_said_but_not_each_change_of_its_figures(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        first = Standing(True, ("translation: home", "state: replicated to succ, 10 connections"))
        self.assertEqual(self.said(first).evidence, WELL.proofs + first.evidence)
        self.now += 10
        figures = Standing(True, (first.evidence[0], "state: replicated to succ, 7 connections"))
        self.assertIsNone(self.said(figures))
        lost = Standing(True, (first.evidence[0], "state: none"))
        self.assertEqual(self.said(lost).evidence, WELL.proofs + lost.evidence)
        self.assertIsNone(self.said(first))
        self.now += 10
        self.assertIsNotNone(self.said(first))

    def test_warns_at_four_fifths_of_connection_tracking_and_says_when_it_is_over(self):
        self.hear(READY_TAGS)
        self.judge(WELL)
        self.said()
        self.verdict.count(799, 1000)
        self.assertIsNone(self.said())
        self.verdict.count(800, 1000)
        report = self.said()
        self.assertEqual(report.kind, READY)
        self.assertIn("conntrack-nearly-full: 800 of 1000", report.evidence)
        self.verdict.count(701, 1000)
        self.assertIsNone(self.said())
        self.verdict.count(699, 1000)
        self.assertEqual(self.said().evidence, WELL.proofs)
        self.verdict.count(0, 0)
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
                self.assertIs(agrees(ready, tags, WALL), expected)


if __name__ == "__main__":
    unittest.main()
