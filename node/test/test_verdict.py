import unittest

from events import IMPAIRED, READY
from health import Health
from metadata import instant
from verdict import Verdict, agrees

WELL = Health(proofs=("egress: proved",))
SICK = Health(symptoms=("no-egress: no answer",))
WALL = instant("2026-11-21T12:00:00Z")
READY_TAGS = {"ready-since": "2026-11-21T11:00:00Z"}


class VerdictTest(unittest.TestCase):
    def setUp(self):
        self.verdict = Verdict()
        self.now = 100.0

    def said(self):
        """Kind and carries of the report that is due and taken, or None."""
        report = self.verdict.due(self.now, WALL)
        if report is None:
            return None
        self.verdict.told(report, self.now)
        return report

    def kind(self):
        report = self.said()
        return report and report.kind

    def test_says_nothing_before_it_has_looked(self):
        self.verdict.hear({})
        self.assertIsNone(self.said())

    def test_is_ready_by_the_first_proof(self):
        self.verdict.judge(WELL)
        report = self.said()
        self.assertEqual((report.kind, report.evidence), (READY, WELL.proofs))

    def test_one_failure_is_doubt_and_two_are_a_verdict(self):
        self.verdict.judge(WELL)
        self.said()
        self.assertFalse(self.verdict.in_doubt())
        self.verdict.judge(SICK)
        self.assertTrue(self.verdict.in_doubt())
        self.assertIsNone(self.said())
        self.verdict.judge(SICK)
        report = self.said()
        self.assertEqual((report.kind, report.evidence), (IMPAIRED, SICK.symptoms))

    def test_failures_count_only_in_a_row(self):
        for health in (SICK, WELL, SICK):
            self.verdict.judge(health)
        self.assertEqual(self.kind(), READY)

    def test_recovery_is_said_at_once(self):
        for health in (WELL, SICK, SICK):
            self.verdict.judge(health)
            self.said()
        self.verdict.judge(WELL)
        self.assertEqual(self.kind(), READY)

    def test_repeats_ready_every_ten_seconds_until_the_tags_agree(self):
        self.verdict.judge(WELL)
        self.said()
        self.now += 9.9
        self.assertIsNone(self.said())
        self.now += 0.1
        self.assertEqual(self.kind(), READY)
        self.verdict.hear(READY_TAGS)
        self.now += 100
        self.assertIsNone(self.said())

    def test_repeats_impaired_until_the_tags_agree(self):
        self.verdict.hear(READY_TAGS)
        self.verdict.judge(SICK)
        self.verdict.judge(SICK)
        self.assertEqual(self.kind(), IMPAIRED)
        self.now += 10
        self.assertEqual(self.kind(), IMPAIRED)
        self.verdict.hear(dict(READY_TAGS, **{"suspect-since": "2026-11-21T11:59:00Z"}))
        self.now += 100
        self.assertIsNone(self.said())

    def test_a_report_not_taken_stays_due(self):
        self.verdict.judge(WELL)
        self.assertIsNotNone(self.verdict.due(self.now, WALL))
        self.assertIsNotNone(self.verdict.due(self.now, WALL))

    def test_a_repair_is_said_once_even_when_the_tags_agree(self):
        self.verdict.hear(READY_TAGS)
        self.verdict.judge(WELL)
        self.said()
        self.verdict.judge(WELL._replace(repairs=("rule was gone: put back",)))
        report = self.said()
        self.assertEqual(report.evidence, ("rule was gone: put back",) + WELL.proofs)
        self.assertIsNone(self.said())

    def test_answers_a_change_of_carries_once_with_its_zones(self):
        self.verdict.hear(READY_TAGS)
        self.verdict.judge(WELL)
        self.assertEqual(self.said().carries, ())
        self.verdict.hear(dict(READY_TAGS, carries="eu-west-1a,eu-west-1b"))
        self.assertEqual(self.said().carries, ("eu-west-1a", "eu-west-1b"))
        self.now += 100
        self.assertIsNone(self.said())
        self.verdict.hear(dict(READY_TAGS, carries="eu-west-1b"))
        self.assertEqual(self.said().carries, ("eu-west-1b",))

    def test_answers_the_same_zones_again_after_the_tag_was_gone(self):
        for carries in ("eu-west-1a", "", "eu-west-1a"):
            self.verdict.hear(dict(READY_TAGS, carries=carries))
            self.verdict.judge(WELL)
            said = self.said()
        self.assertEqual(said.carries, ("eu-west-1a",))

    def test_an_impaired_node_carries_nothing(self):
        self.verdict.hear({"carries": "eu-west-1a"})
        self.verdict.judge(SICK)
        self.verdict.judge(SICK)
        self.assertEqual(self.said().carries, ())

    def test_a_trial_wants_a_proof_younger_than_itself(self):
        self.verdict.hear(READY_TAGS)
        self.verdict.judge(WELL)
        self.said()
        self.verdict.hear(dict(READY_TAGS, **{"trial-since": "2026-11-21T11:30:00Z"}))
        self.assertTrue(self.verdict.in_doubt())
        self.assertIsNone(self.said())
        self.verdict.judge(WELL)
        self.assertEqual(self.kind(), READY)

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
