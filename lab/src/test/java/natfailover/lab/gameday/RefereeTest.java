package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import natfailover.lab.traffic.LoadReport;
import org.junit.jupiter.api.Test;

/** What is held against a run with packets, on loads drawn by hand. */
class RefereeTest {
  private static final Phases USUAL = new Phases(2_500, 4_000);
  private static final List<Chronicle.Entry> ACCUSED =
      List.of(new Chronicle.Entry(400, "event: NAT Peer Unreachable i-2 about i-1"));

  @Test
  void aRescueInTimeWithAllConnectionsAliveIsNotBlamed() {
    assertThat(Referee.failures(crash(Loads.dark(10, 700), Loads.quiet()))).isEmpty();
  }

  @Test
  void theDarknessThatNeverEndsIsNamedWithItsCause() {
    assertThat(Referee.failures(crash(Loads.dark(10, 9_999), Loads.quiet())))
        .singleElement()
        .asString()
        .contains("new connections of host 0 fail from +20 ms on to the end", "connect timed out");
  }

  @Test
  void whoIsUnquietRightBeforeTheFaultSpoilsTheRunButNotTheFirstOfTwoCrashes() {
    assertThat(Referee.failures(crash(Loads.failing(-3_500, -2_100), Loads.quiet()))).isEmpty();
    assertThat(Referee.failures(crash(Loads.failing(-900, -500), Loads.quiet())))
        .containsExactly("20 of 100 new connections failed in the 2 s before the fault already");
  }

  @Test
  void whatWorksAgainOnlyOnceMendedIsNotRescued() {
    assertThat(Referee.failures(crash(Loads.dark(10, 3_000), Loads.quiet())))
        .containsExactly("new connections of host 0 worked again only after somebody mended it");
  }

  @Test
  void aSingleLostConnectionOfAHundredIsTooManyAndItsKindIsNamed() {
    assertThat(Referee.failures(crash(Loads.living(99), Loads.quiet())))
        .containsExactly(
            "only 103 of 104 TCP connections live on: "
                + "1 of 100 echo are dead (reset by the far end)");
  }

  @Test
  void anotherAddressIsBlamedOnlyWhereThereIsOneToKeep() {
    LoadReport moved = Loads.elsewhere(10, 700);
    assertThat(Referee.failures(crash(moved, Loads.quiet())))
        .singleElement()
        .asString()
        .startsWith("the egress address changed: {before=198.51.100.1, during=198.51.100.2,");
    assertThat(Referee.failures(seen(Network.TUTORIAL_1, moved, Loads.nobody()))).isEmpty();
  }

  @Test
  void otherZonesSeeNothingAtAll() {
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.dark(10, 100))))
        .containsExactly(
            "in other zones 4 new connections failed: of host 0 for 80 ms: connect timed out");
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.living(98))))
        .containsExactly("in other zones 2 of 100 echo are dead (reset by the far end)");
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.elsewhere(10, 10))))
        .singleElement()
        .asString()
        .startsWith("in another zone the egress address changed");
  }

  @Test
  void manyShortFailuresInOtherZonesAreAsBadAsOneLongOne() {
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.flickering(1_000)))).isEmpty();
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.flickering(1_000, 3_000))))
        .singleElement()
        .asString()
        .startsWith("in other zones 2 new connections failed: of host 0 for 20 ms: connect timed");
  }

  @Test
  void datagramsThatOtherZonesLoseAreCountedStreamByStream() {
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.undelivered(2)))).isEmpty();
    assertThat(Referee.failures(crash(Loads.quiet(), Loads.undelivered(3))))
        .containsExactly(
            "in another zone host 0 lost 3 of 500 datagrams up",
            "in another zone host 0 lost 3 of 500 datagrams down");
  }

  @Test
  void flushedRulesMayCostConnectionsAndTheReasonIsTold() {
    Expectation flushed = Expectation.of(Scenario.RULES_FLUSHED, Network.THREE_ZONES);
    assertThat(flushed.survival()).isEqualTo(Expectation.Survival.ANY);
    assertThat(flushed.stated())
        .contains("established connections may be lost (while the rules are gone the node's own")
        .contains("new connections work again", "the far end sees one address throughout");
    assertThat(Expectation.of(Scenario.CONNTRACK_FULL, Network.THREE_ZONES).survival())
        .isEqualTo(Expectation.Survival.ALL);
  }

  @Test
  void aCrashThatNoEventTellsOfIsBlamed() {
    Observation untold =
        new Observation(
            Scenario.CRASH,
            Expectation.of(Scenario.CRASH, Network.THREE_ZONES),
            Loads.dark(10, 700),
            Loads.quiet(),
            USUAL,
            List.of(new Chronicle.Entry(0, "break: NAT Peer Unreachable is no event here")));
    assertThat(Referee.failures(untold))
        .containsExactly("no event after the fault says 'NAT Peer Unreachable'");
  }

  @Test
  void aWarningThatComesAfterTheLossIsNone() {
    assertThat(Referee.failures(crowded(2_000)))
        .containsExactly("new connections failed before 'conntrack-nearly-full' was reported");
    assertThat(Referee.failures(crowded(900))).isEmpty();
  }

  private static Observation crowded(long reportedAt) {
    return new Observation(
        Scenario.CONNTRACK_FULL,
        Expectation.of(Scenario.CONNTRACK_FULL, Network.THREE_ZONES),
        Loads.dark(1_000, 2_000),
        Loads.quiet(),
        USUAL,
        List.of(
            new Chronicle.Entry(
                reportedAt, "event: NAT Node Ready i-1 (conntrack-nearly-full: 90 of 100)")));
  }

  private static Observation crash(LoadReport zone, LoadReport others) {
    return seen(Network.THREE_ZONES, zone, others);
  }

  private static Observation seen(Network network, LoadReport zone, LoadReport others) {
    return new Observation(
        Scenario.CRASH, Expectation.of(Scenario.CRASH, network), zone, others, USUAL, ACCUSED);
  }

  @Test
  void anOrderThatIsRefusedFailsTheRun() {
    Observation drained =
        new Observation(
            Scenario.DRAIN,
            Expectation.of(Scenario.DRAIN, Network.THREE_ZONES),
            Loads.quiet(),
            Loads.quiet(),
            USUAL,
            List.of(
                new Chronicle.Entry(0, "controller: drain accepted"),
                new Chronicle.Entry(9, "controller: failback refused: NoFitNode")));
    assertThat(Referee.failures(drained))
        .containsExactly("an order was not carried out: controller: failback refused: NoFitNode");
  }
}
