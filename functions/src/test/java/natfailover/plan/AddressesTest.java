package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A zone's Elastic IP is where its traffic is. */
class AddressesTest {
  @Test
  void freshAddressGoesToTheNodeThatCarriesTheZone() {
    Plan plan = fleet("a1", "a2", "b1").route("a", "a2").address("a", "").plan();
    assertThat(deeds(plan)).containsExactly("address eip-a a2-primary");
  }

  @Test
  void addressStaysWithItsHolderWhileThatCarriesAnyTableThatStays() {
    Plan plan =
        fleet("a1", "a2", "b1")
            .addresses()
            .table("rtb-a8", "a", 9, Egress.node("a2"))
            .table("rtb-a9", "a", 9, Egress.node("a2"))
            .node("a1", NodeBuilder::unknown)
            .plan();
    assertThat(plan.converged()).isTrue();
  }

  @Test
  void addressStaysWithADrainedHolderUntilItsSuccessorIsPrepared() {
    FleetBuilder drained = fleet("a1", "a2", "b1").addresses().node("a1", NodeBuilder::drained);
    assertThat(deeds(drained.plan())).isEmpty();
    assertThat(deeds(drained.node("a2", n -> n.answered("a")).plan()))
        .containsExactlyInAnyOrder("route rtb-a a2", "address eip-a a2-primary");
  }

  @Test
  void addressStaysAtHomeWithWhoIsBeingLaunchedUnlessTheTrafficHasNoOther() {
    FleetBuilder first =
        fleet("a1", "b1")
            .address("a", "a1")
            .route("a", "b1")
            .node("a1", n -> n.unready().lifecycle("Pending:Wait"));
    assertThat(deeds(first.plan())).isEmpty();
    assertThat(deeds(first.node("a1", n -> n.lifecycle("InService")).plan()))
        .contains("address eip-a b1-adoption");
    assertThat(
            deeds(
                first
                    .node("a1", n -> n.lifecycle("Pending:Wait"))
                    .node("b1", NodeBuilder::withoutPublicAddress)
                    .plan()))
        .contains("address eip-a b1-adoption");
  }

  @Test
  void addressFollowsTheTrafficFromANodeThatCarriesItNoLonger() {
    Plan plan = fleet("a1", "a2", "b1").route("a", "a2").address("a", "a1").plan();
    assertThat(deeds(plan)).containsExactly("address eip-a a2-primary");
  }

  @Test
  void addressIsNotKeptWhereTheCarrierIsNeitherAtHomeNorTheHeir() {
    Plan plan =
        fleet("a1", "b1", "c1").addresses().withoutNode("b1").node("a1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan)).contains("route rtb-a c1").doesNotContain("address eip-a c1-adoption");
  }

  @Test
  void trafficOfANodeWithoutPublicAddressGoesToTheAddressAtOnce() {
    Plan plan =
        fleet("a1", "a2", "b1")
            .address("a", "a2")
            .node("a1", NodeBuilder::withoutPublicAddress)
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a a2");
  }

  @Test
  void whereOnlyTheZonesAddressGivesEgressWhatLosesItsOwnTakesTheRestAlong() {
    FleetBuilder split =
        fleet("a1", "b1", "c1", "c2")
            .route("a", "b1")
            .address("a", "b1")
            .table("rtb-a9", "a", 1, Egress.node("c2"))
            .address("c", "c2");
    assertThat(deeds(split.plan())).contains("address eip-c c1-primary", "route rtb-a9 a1");
    assertThat(deeds(split.plan())).doesNotContain("route rtb-a a1");
    assertThat(deeds(split.node("a1", NodeBuilder::withoutPublicAddress).plan()))
        .contains("route rtb-a9 a1", "route rtb-a a1", "address eip-a a1-primary");
  }

  @Test
  void routeGoesBehindTheAddressWhereTheTrafficWouldElseLeaveByAnother() {
    FleetBuilder crashed =
        fleet("a1", "a2", "b1").addresses().node("a1", n -> n.is(InstanceState.STOPPED));
    assertThat(behind(crashed.plan())).containsExactly("address eip-a a2-primary");
    assertThat(behind(crashed.node("a2", NodeBuilder::withoutPublicAddress).plan())).isEmpty();
    assertThat(behind(crashed.withoutNode("a2").plan())).isEmpty();
  }

  private static List<String> behind(Plan plan) {
    Plan.Step route =
        plan.steps().stream()
            .filter(step -> step.action() instanceof Action.PointRoute)
            .findFirst()
            .orElseThrow();
    assertThat(route.after()).isEmpty();
    return route.behind().stream().map(Story::words).toList();
  }

  @Test
  void addressOnTheWrongPrivateAddressOfTheRightNodeIsCorrected() {
    FleetBuilder crossed = fleet("a1", "b1").route("a", "b1").node("a1", n -> n.readyFor(1));
    Fleet fleet = crossed.address("a", "b1").build();
    assertThat(new Planner(Policy.DEFAULT).plan(fleet).converged()).isTrue();
    assertThat(deeds(crossed.address("eip-a", "a", "a1").plan()))
        .containsExactly("address eip-a b1-adoption");
  }

  @Test
  void secondAddressOfAZoneDoesNotPushOutTheOneInUse() {
    Plan plan = fleet("a1", "b1").addresses().address("eip-0", "a", "").plan();
    assertThat(plan.converged()).isTrue();
  }

  @Test
  void ofTwoThatAreBothWithNobodyTheOneThatWasBroughtIsTheZones() {
    Plan plan = fleet("a1", "b1").address("a-spare", "a", "").address("brought", "a", "").plan();
    assertThat(deeds(plan)).containsExactly("address brought a1-primary");
  }

  /** As after a return to answers that brought one, while the stack's own is kept. */
  @Test
  void theOneThatIsBroughtAgainReplacesTheStacksOwnAtOnce() {
    FleetBuilder both = fleet("a1", "b1").addresses();
    assertThat(deeds(both.address("a-spare", "a", "").plan())).isEmpty();
    Plan plan = both.address("brought", "a", "").plan();
    assertThat(deeds(plan)).containsExactly("address brought a1-primary");
  }

  @Test
  void addressThatLeavesANodeTakesTheZonesThatDependOnItAlong() {
    Plan plan =
        fleet("a1", "a2", "b1", "c1", "d1")
            .addresses()
            .route("a", "a2")
            .route("c", "a1")
            .withoutNode("c1")
            .withoutNode("d1")
            .plan();
    assertThat(deeds(plan)).contains("address eip-a a2-primary", "route rtb-c a2");
  }

  @Test
  void nodeThatNeedsTheAddressIsNoPlaceWhileANodeNotKnownKeepsIt() {
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .table("rtb-a9", "a", 1, Egress.NONE)
            .node("a1", NodeBuilder::unknown)
            .node("a2", NodeBuilder::withoutPublicAddress)
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a9 b1");
  }
}
