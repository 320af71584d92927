package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.Story.before;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In which order a zone's routes and its Elastic IP go. */
class ZoneStepsTest {
  private static FleetBuilder drained() {
    return fleet("a1", "b1").addresses().node("a1", NodeBuilder::drained);
  }

  @Test
  void plannedMoveToAnHeirIsTriedFirstAndThenRouteAndAddressGoTogether() {
    Plan plan = drained().node("b1", n -> n.answered("a", "b")).plan();
    assertThat(before(plan, "try address eip-a b1-adoption")).isEmpty();
    assertThat(before(plan, "address eip-a b1-adoption"))
        .containsExactly("try address eip-a b1-adoption");
    assertThat(before(plan, "route rtb-a b1")).containsExactly("try address eip-a b1-adoption");
  }

  @Test
  void plannedMoveToANodeWithAPublicAddressOfItsOwnHasTheZonesAddressThereFirst() {
    Plan plan = drained().node("a2", n -> n.answered("a")).plan();
    assertThat(before(plan, "address eip-a a2-primary")).isEmpty();
    assertThat(before(plan, "route rtb-a a2")).containsExactly("address eip-a a2-primary");
  }

  private static FleetBuilder awayFromAHomeWithoutAPublicAddress() {
    return fleet("a1", "b1").addresses().address("a", "b1").route("a", "b1");
  }

  @Test
  void homeWithoutAPublicAddressIsGoneBackToInParallelToo() {
    Plan plan =
        awayFromAHomeWithoutAPublicAddress()
            .node("a1", n -> n.withoutPublicAddress().readyFor(120).answered("a"))
            .plan();
    assertThat(before(plan, "route rtb-a a1")).containsExactly("try address eip-a a1-primary");
    assertThat(before(plan, "address eip-a a1-primary"))
        .containsExactly("try address eip-a a1-primary");
  }

  @Test
  void trialBeginsWhereTheAddressMayMove() {
    Plan plan =
        awayFromAHomeWithoutAPublicAddress()
            .node("a1", n -> n.withoutPublicAddress().readyFor(120).answered("a"))
            .plan();
    assertThat(before(plan, trialOf(plan, "a1"))).containsExactly("try address eip-a a1-primary");
  }

  @Test
  void trialWaitsForNothingWhereTrafficComesAtOnce() {
    Plan plan =
        awayFromAHomeWithoutAPublicAddress()
            .node("a1", n -> n.withoutPublicAddress().readyFor(120))
            .node("b1", n -> n.is(InstanceState.STOPPED))
            .plan();
    assertThat(before(plan, trialOf(plan, "a1"))).isEmpty();
  }

  private static String trialOf(Plan plan, String node) {
    return Story.tags(plan).stream()
        .filter(words -> words.startsWith("tag " + node) && words.contains("trial-since"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no trial of " + node + " in " + plan.actions()));
  }

  @Test
  void whereSomeOfAZoneIsDownTheAddressGoesAtOnceAndWhatStillForwardsFollowsIt() {
    Plan plan =
        drained().node("b1", n -> n.answered("a", "b")).table("rtb-a9", "a", 1, Egress.NONE).plan();
    assertThat(before(plan, "address eip-a b1-adoption")).isEmpty();
    assertThat(before(plan, "route rtb-a9 b1")).isEmpty();
    assertThat(before(plan, "route rtb-a b1")).containsExactly("address eip-a b1-adoption");
  }

  @Test
  void whatIsDownAlreadyWaitsForNoTrial() {
    Plan plan = fleet("a1", "b1").addresses().node("a1", n -> n.is(InstanceState.STOPPED)).plan();
    assertThat(before(plan, "address eip-a b1-adoption")).isEmpty();
    assertThat(before(plan, "route rtb-a b1")).isEmpty();
    assertThat(plan.actions()).noneMatch(action -> action instanceof Action.TryAddress);
  }
}
