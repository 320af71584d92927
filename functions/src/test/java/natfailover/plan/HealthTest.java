package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.deeds;
import static natfailover.plan.Story.tags;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is fit, who only forwards still, and who is not known. */
class HealthTest {
  private static Health health(NodeBuilder node) {
    return Health.of(node.build(Set.of(), false), NOW);
  }

  private static NodeBuilder node() {
    return new NodeBuilder("a1");
  }

  private static Checks planned(Instant end) {
    return new Checks(Checks.Verdict.OK, Optional.empty(), Optional.of(end));
  }

  @ParameterizedTest
  @EnumSource(InstanceState.class)
  void onlyARunningNodeIsFit(InstanceState state) {
    Health health = health(node().is(state));
    assertThat(health.fit()).isEqualTo(state == InstanceState.RUNNING);
    assertThat(health.forwards()).isEqualTo(state == InstanceState.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({
    "InService, true", "Pending, true", "Pending:Wait, true", "Pending:Proceed, true",
    "Terminating, false", "Terminating:Wait, false", "Standby, false", "EnteringStandby, false",
    "Detaching, false", "Quarantined, false", "Warmed:Running, false", "SomethingNew, false"
  })
  void groupMustWantTheNode(String lifecycle, boolean fit) {
    Health health = health(node().lifecycle(lifecycle));
    assertThat(health.fit()).isEqualTo(fit);
    assertThat(health.forwards()).isTrue();
  }

  @Test
  void initializingChecksAreFineForANodeThatProvedItselfAndNotForOneBuiltByHand() {
    assertThat(health(node().checks(Checks.Verdict.INITIALIZING)).fit()).isTrue();
    NodeBuilder byHand = node().handBuilt();
    assertThat(health(byHand).fit()).isTrue();
    assertThat(health(byHand.checks(Checks.Verdict.INITIALIZING)).fit()).isFalse();
  }

  @Test
  void proofFromBeforeTheLastStartIsNone() {
    assertThat(health(node().readyFor(100).launched(99)).fit()).isFalse();
    assertThat(health(node().readyFor(100).launched(100)).fit()).isTrue();
  }

  @Test
  void plannedEndCountsTenMinutesAhead() {
    Health near = health(node().checks(planned(NOW.plusSeconds(600))));
    assertThat(near.fit()).isFalse();
    assertThat(near.forwards()).isTrue();
    assertThat(health(node().checks(planned(NOW.plusSeconds(601)))).fit()).isTrue();
    assertThat(health(node().checks(planned(NOW.minusSeconds(60)))).fit()).isFalse();
  }

  @Test
  void whatIsNotKnownIsNeitherFitNorUnfit() {
    assertThat(health(node().unknown()).verdict()).isEqualTo(Health.Verdict.UNKNOWN);
    assertThat(health(node().unknown().drained()).verdict()).isEqualTo(Health.Verdict.UNHEALTHY);
  }

  @Test
  void healthyFleetIsLeftAlone() {
    assertThat(fleet("a1", "b1", "c1").addresses().plan().converged()).isTrue();
  }

  @Test
  void fleetOfWhichNothingIsKnownIsLeftAlone() {
    FleetBuilder dark = fleet("a1", "b1", "c1").addresses().route("c", "a1");
    for (String id : new String[] {"a1", "b1", "c1"}) {
      dark.node(id, NodeBuilder::unknown);
    }
    assertThat(dark.plan().converged()).isTrue();
    assertThat(dark.plan().unprotected()).isEmpty();
  }

  @Test
  void tagsThatWereEditedToNonsenseCountAsAbsent() {
    NodeBuilder edited =
        node().tagged(Mark.SUSPECT_SINCE, "yesterday").tagged(Mark.DRAINED_UNTIL, "tomorrow");
    assertThat(health(edited).fit()).isTrue();
    assertThat(health(node().tagged(Mark.READY_SINCE, "")).fit()).isFalse();
  }

  @Test
  void lostPublicAddressIsSaidButDoesNotMakeUnfit() {
    Health health = health(node().withoutPublicAddress());
    assertThat(health.fit()).isTrue();
    assertThat(health.evidence()).containsExactly("egress unproved: no public address");
  }

  @Test
  void failingChecksAreRememberedSoThatTheHoldDownBeginsWhenTheyPass() {
    FleetBuilder failing =
        fleet("a1", "b1").route("a", "b1").node("a1", n -> n.checks(Checks.Verdict.IMPAIRED));
    assertThat(tags(failing.plan()))
        .containsExactly(
            "tag a1 {suspect-since=2026-11-21T11:59:50Z, suspect-until=2026-11-21T12:01:00Z}");
    FleetBuilder passing =
        fleet("a1", "b1")
            .route("a", "b1")
            .node("a1", n -> n.suspect(300).tagged(Mark.SUSPECT_UNTIL, ago(1)).answered("a"));
    assertThat(deeds(passing.plan())).isEmpty();
  }

  @Test
  void memoryOfFailingChecksIsRenewedOnlyWhenItFades() {
    FleetBuilder failing =
        fleet("a1", "b1")
            .route("a", "b1")
            .node("a1", n -> n.suspect(20).checks(Checks.Verdict.IMPAIRED));
    failing.node("a1", n -> n.tagged(Mark.SUSPECT_UNTIL, ago(-31)));
    assertThat(failing.plan().converged()).isTrue();
    failing.node("a1", n -> n.tagged(Mark.SUSPECT_UNTIL, ago(-30)));
    assertThat(tags(failing.plan())).containsExactly("tag a1 {suspect-until=2026-11-21T12:01:00Z}");
  }

  @Test
  void aNodeThatHasNotProvedItselfYetIsUnknownSoThatNothingMovesToItNorAwayFromIt() {
    Fleet fleet = fleet("a1", "a2", "b1").node("a1", NodeBuilder::unready).build();
    assertThat(fleet.health(fleet.node("a1").orElseThrow()).verdict())
        .isEqualTo(Health.Verdict.UNKNOWN);
    assertThat(Story.deeds(new Planner(Policy.DEFAULT).plan(fleet))).isEmpty();
  }

  @Test
  void aNodeThatProvedItselfBeforeItsLastStartOnlyIsUnfit() {
    Fleet fleet = fleet("a1", "b1").node("a1", n -> n.readyFor(60).launched(30)).build();
    assertThat(fleet.health(fleet.node("a1").orElseThrow()).verdict())
        .isEqualTo(Health.Verdict.UNHEALTHY);
  }
}
