package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.before;
import static natfailover.plan.Story.deeds;
import static natfailover.plan.Story.tags;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Lifecycle hooks always end, at the right moment. */
class HooksTest {
  private static FleetBuilder launching(String state) {
    return fleet("a1", "b1").node("a2", n -> n.lifecycle(state).readyFor(1));
  }

  private static Plan left(UnaryOperator<NodeBuilder> change) {
    return fleet("a1", "b1").route("a", "b1").node("a1", change).plan();
  }

  private static FleetBuilder terminating() {
    return fleet("a1", "b1").node("a1", n -> n.lifecycle("Terminating:Wait"));
  }

  @Test
  void launchHookEndsWhenTheNodeIsReady() {
    assertThat(deeds(launching("Pending:Wait").plan()))
        .containsExactly("complete a2 LAUNCHING CONTINUE");
    assertThat(deeds(launching("Pending:Wait").node("a2", NodeBuilder::unready).plan())).isEmpty();
  }

  @Test
  void launchHookEndsAfterTheSourceDestCheck() {
    Plan plan = launching("Pending:Wait").node("a2", NodeBuilder::sourceDestCheckOn).plan();
    assertThat(before(plan, "complete a2 LAUNCHING CONTINUE")).containsExactly("check a2");
  }

  @Test
  void launchHookEndsWithoutTablesAndInAPausedZone() {
    FleetBuilder first = launching("Pending:Wait").withoutTables();
    assertThat(deeds(first.pausedUntil("a", NOW.plusSeconds(60)).plan()))
        .containsExactly("complete a2 LAUNCHING CONTINUE");
  }

  @Test
  void nodeThatIsReadyBeforeItsWaitIsLookedAtAgain() {
    Plan plan = launching("Pending").plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.recheckAt()).contains(NOW.plusSeconds(2));
    assertThat(launching("Pending:Proceed").plan().converged()).isTrue();
  }

  @Test
  void terminateHookOfAnIdleNodeEnds() {
    Plan plan = terminating().route("a", "b1").plan();
    assertThat(deeds(plan)).containsExactly("complete a1 TERMINATING CONTINUE");
  }

  @Test
  void nodeForwardsForThreeSecondsMoreOnceItsLastZoneHasLeft() {
    FleetBuilder left = terminating().route("a", "b1");
    Plan seen = left.node("a1", n -> n.tagged(Mark.CARRIES, "a")).plan();
    assertThat(deeds(seen)).isEmpty();
    assertThat(tags(seen))
        .containsExactlyInAnyOrder("tag a1 {carried-until=" + NOW + "}", "untag a1 [carries]");
    assertThat(seen.recheckAt()).contains(NOW.plusSeconds(3));
    FleetBuilder remembered = terminating().route("a", "b1");
    Plan later = remembered.node("a1", n -> n.tagged(Mark.CARRIED_UNTIL, ago(2))).plan();
    assertThat(later.steps()).isEmpty();
    assertThat(later.recheckAt()).contains(NOW.plusSeconds(1));
    Plan over = remembered.node("a1", n -> n.tagged(Mark.CARRIED_UNTIL, ago(3))).plan();
    assertThat(deeds(over)).containsExactly("complete a1 TERMINATING CONTINUE");
    assertThat(tags(over)).isEmpty();
  }

  @Test
  void lastPacketsOfANodeThatRunsNoLongerAreNotWaitedFor() {
    FleetBuilder left = terminating().route("a", "b1");
    Plan plan = left.node("a1", n -> n.is(InstanceState.STOPPED).tagged(Mark.CARRIES, "a")).plan();
    assertThat(deeds(plan)).containsExactly("complete a1 TERMINATING CONTINUE");
    assertThat(tags(plan)).containsExactly("untag a1 [carries]");
  }

  @Test
  void nodeThatCarriesAgainForgetsThatItDidNot() {
    Plan again = terminating().node("a1", n -> n.tagged(Mark.CARRIED_UNTIL, ago(9))).plan();
    assertThat(tags(again)).contains("untag a1 [carried-until]");
  }

  @Test
  void nodeThatWasLeftBeforeItsGroupAnnouncedItsEndIsHeldAsWell() {
    Plan moved = left(n -> n.drained().tagged(Mark.CARRIES, "a"));
    assertThat(tags(moved)).contains("tag a1 {carried-until=" + NOW + "}", "untag a1 [carries]");
    Plan inService = left(n -> n.drained().tagged(Mark.CARRIED_UNTIL, ago(2)));
    assertThat(inService.steps()).isEmpty();
    Plan ending = left(n -> n.lifecycle("Terminating:Wait").tagged(Mark.CARRIED_UNTIL, ago(2)));
    assertThat(deeds(ending)).isEmpty();
    assertThat(ending.recheckAt()).contains(NOW.plusSeconds(1));
  }

  @Test
  void hookEndsAlsoWhereAwsRefusesToRemoveTheTagOfWhatHasLeft() {
    Plan plan =
        left(
            n ->
                n.lifecycle("Terminating:Wait")
                    .tagged(Mark.CARRIES, "a")
                    .tagged(Mark.CARRIES_SINCE, ago(600))
                    .tagged(Mark.CARRIED_UNTIL, ago(3)));
    assertThat(deeds(plan)).containsExactly("complete a1 TERMINATING CONTINUE");
    assertThat(tags(plan)).containsExactly("untag a1 [carries, carries-since]");
  }

  @Test
  void terminateHookWaitsUntilTheTrafficHasLeft() {
    Plan plan = terminating().node("b1", n -> n.answered("a")).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a b1");
  }

  @Test
  void terminatingNodeWithoutSecondPathIsKeptWhileItRuns() {
    FleetBuilder alone = fleet("a1").node("a1", n -> n.lifecycle("Terminating:Wait"));
    Plan plan = alone.plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.unprotected()).containsOnlyKeys("a");
    assertThat(deeds(alone.node("a1", n -> n.is(InstanceState.SHUTTING_DOWN)).plan()))
        .containsExactly("complete a1 TERMINATING CONTINUE");
  }

  @Test
  void terminateHookWaitsForATableOfAnyKind() {
    FleetBuilder fleet = terminating().route("a", "b1");
    Table leaving = new Table("rtb-z", Optional.of("a"), 1, List.of(), Egress.node("a1"), true);
    assertThat(deeds(fleet.table(leaving).plan())).isEmpty();
  }

  @Test
  void hookThatGoesOnIsNotEndedTwice() {
    FleetBuilder idle = terminating().route("a", "b1");
    assertThat(deeds(idle.node("a1", n -> n.lifecycle("Terminating:Proceed")).plan())).isEmpty();
  }
}
