package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.before;
import static natfailover.plan.Story.deeds;
import static natfailover.plan.Story.tags;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Planned moves, coming back, and what is told to whom. */
class PlacementTest {
  private static FleetBuilder drained() {
    return fleet("a1", "b1").addresses().node("a1", NodeBuilder::drained);
  }

  @Test
  void plannedMoveTellsFirstAndWaitsFiveSeconds() {
    Plan plan = drained().plan();
    assertThat(deeds(plan)).isEmpty();
    assertThat(tags(plan))
        .containsExactly("tag b1 {carries=a b, carries-since=2026-11-21T12:00:00Z}");
    assertThat(plan.recheckAt()).contains(NOW.plusSeconds(5));
  }

  @Test
  void plannedMoveGoesAheadWhenTheWaitIsOver() {
    FleetBuilder told = drained().node("b1", n -> n.tagged(Mark.CARRIES, "a b"));
    assertThat(deeds(told.node("b1", n -> n.tagged(Mark.CARRIES_SINCE, ago(4))).plan())).isEmpty();
    assertThat(deeds(told.node("b1", n -> n.tagged(Mark.CARRIES_SINCE, ago(5))).plan()))
        .containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
  }

  @Test
  void plannedMoveGoesAheadOnTheAnswerForThisZoneAlone() {
    assertThat(deeds(drained().node("b1", n -> n.answered("b")).plan())).isEmpty();
    assertThat(deeds(drained().node("b1", n -> n.answered("a", "b")).plan())).hasSize(2);
  }

  @Test
  void plannedMovesOfAZoneGoTogether() {
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .node("a1", NodeBuilder::drained)
            .node("a2", NodeBuilder::withoutPublicAddress)
            .gateway("nat-a", "a", true)
            .table("rtb-a8", "a", 1, Egress.NONE)
            .table("rtb-a9", "a", 1, Egress.gateway("nat-a"))
            .plan();
    assertThat(deeds(plan)).doesNotContain("route rtb-a a2", "route rtb-a9 a2");
  }

  @Test
  void nobodyWaitsForANodeBuiltByHand() {
    Plan plan = drained().node("b1", NodeBuilder::handBuilt).plan();
    assertThat(deeds(plan))
        .containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
    assertThat(before(plan, "route rtb-a b1")).containsExactly("try address eip-a b1-adoption");
  }

  @Test
  void nobodyWaitsForAGateway() {
    Plan plan = fleet("a1").node("a1", NodeBuilder::drained).gateway("nat-a", "a", true).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a nat-a");
  }

  @Test
  void crashWhileAPlannedMoveWaitsWaitsNoLonger() {
    Plan plan = drained().node("a1", n -> n.is(InstanceState.STOPPING)).plan();
    assertThat(deeds(plan))
        .containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
  }

  @Test
  void routeFollowsTheSourceDestCheckEvenAfterACrash() {
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .node("a1", n -> n.suspect(1))
            .node("b1", NodeBuilder::sourceDestCheckOn)
            .plan();
    assertThat(before(plan, "route rtb-a b1")).containsExactly("check b1");
    assertThat(before(plan, "address eip-a b1-adoption")).isEmpty();
  }

  @Test
  void sourceDestCheckIsLeftToANodeThatDoesNotRun() {
    FleetBuilder fleet = fleet("a1", "b1").node("b2", NodeBuilder::sourceDestCheckOn);
    assertThat(deeds(fleet.plan())).containsExactly("check b2");
    assertThat(deeds(fleet.node("b2", n -> n.is(InstanceState.STOPPED)).plan())).isEmpty();
  }

  @Test
  void holdDownCountsFromTheEndOfTheLastDoubtOrDrain() {
    FleetBuilder away = fleet("a1", "b1").route("a", "b1").node("a1", n -> n.answered("a"));
    assertThat(deeds(away.plan())).containsExactly("route rtb-a a1");
    away.node("a1", n -> n.suspect(200).tagged(Mark.SUSPECT_UNTIL, ago(119)));
    assertThat(deeds(away.plan())).isEmpty();
    away.node("a1", n -> n.tagged(Mark.SUSPECT_UNTIL, ago(120)));
    assertThat(deeds(away.plan())).containsExactly("route rtb-a a1");
    away.node("a1", n -> n.tagged(Mark.DRAINED_UNTIL, ago(119)));
    assertThat(deeds(away.plan())).isEmpty();
  }

  @Test
  void recallWaivesTheHoldDownOfTheZonesNodeButNotItsFitness() {
    FleetBuilder away =
        fleet("a1", "b1")
            .route("a", "b1")
            .recalled("a")
            .node("a1", n -> n.readyFor(1).answered("a"));
    assertThat(deeds(away.plan())).containsExactly("route rtb-a a1");
    assertThat(deeds(away.node("a1", NodeBuilder::drained).plan())).isEmpty();
  }

  @Test
  void recallOfOneZoneLeavesTheOthersAway() {
    FleetBuilder away =
        fleet("a1", "b1", "c1")
            .route("a", "c1")
            .route("b", "c1")
            .recalled("a")
            .node("a1", n -> n.readyFor(1).answered("a"))
            .node("b1", n -> n.readyFor(1).answered("b"));
    assertThat(deeds(away.plan())).containsExactly("route rtb-a a1");
  }

  @Test
  void nodeThatWasToldIsHeldToItThoughItsHoldDownBeganAgain() {
    FleetBuilder away =
        fleet("a1", "b1").route("a", "b1").node("a1", n -> n.readyFor(3).tagged(Mark.CARRIES, "a"));
    assertThat(deeds(away.node("a1", n -> n.tagged(Mark.CARRIES_SINCE, ago(6))).plan()))
        .containsExactly("route rtb-a a1");
    assertThat(deeds(away.node("a1", n -> n.tagged(Mark.CARRIES_SINCE, ago(121))).plan()))
        .isEmpty();
  }

  @Test
  void brokenTableJoinsTheOthersInsteadOfANodeThatIsNotProvedYet() {
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .address("a", "b1")
            .route("a", "b1")
            .table("rtb-a9", "a", 1, Egress.NONE)
            .node("a1", n -> n.readyFor(10))
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a9 b1");
  }

  @Test
  void tablesOfMostSubnetsMoveFirst() {
    Plan plan =
        fleet("a1", "b1")
            .table("rtb-a1", "a", 2, Egress.node("a1"))
            .table("rtb-a2", "a", 7, Egress.node("a1"))
            .node("a1", n -> n.suspect(1))
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a2 b1", "route rtb-a1 b1", "route rtb-a b1");
  }

  @Test
  void carriesIsForgottenOnceTheTrafficIsGone() {
    Plan plan =
        fleet("a1", "b1")
            .route("a", "b1")
            .node("a1", n -> n.readyFor(9).tagged(Mark.CARRIES, "a"))
            .node("a1", n -> n.tagged(Mark.CARRIES_SINCE, ago(600)))
            .plan();
    assertThat(tags(plan))
        .containsExactlyInAnyOrder(
            "tag a1 {carried-until=" + NOW + "}", "untag a1 [carries, carries-since]");
  }
}
