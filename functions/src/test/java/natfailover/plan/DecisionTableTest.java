package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.Story.before;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision table in the Javadoc of {@link Planner}, a row at a time. */
class DecisionTableTest {
  private static final Egress GONE = new Egress(Egress.Kind.BLACKHOLE, "i-gone");
  private static final Egress FOREIGN = new Egress(Egress.Kind.FOREIGN, "tgw-1");

  @Test
  void row1CreatesAMissingRouteAtOnce() {
    Plan plan = fleet("a1", "b1").route("a", Egress.NONE).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a a1");
    assertThat(plan.recheckAt()).isEmpty();
  }

  @Test
  void row2RepairsABlackhole() {
    assertThat(deeds(fleet("a1", "b1").route("a", GONE).plan())).containsExactly("route rtb-a a1");
  }

  @Test
  void row2RepairsABlackholeThatBearsTheNameOfAFitNode() {
    Egress restarted = new Egress(Egress.Kind.BLACKHOLE, "a1");
    assertThat(deeds(fleet("a1", "b1").route("a", restarted).plan()))
        .containsExactly("route rtb-a a1");
  }

  @Test
  void row2LeavesAGatewayThatIsNotAvailable() {
    Plan plan =
        fleet("a1", "b1").gateway("nat-a", "a", false).route("a", Egress.gateway("nat-a")).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a a1");
  }

  @Test
  void row3MovesRouteAndAddressAtOnceOffANodeThatForwardsNoLonger() {
    Plan plan = fleet("a1", "b1").addresses().node("a1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan))
        .containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
    assertThat(before(plan, "route rtb-a b1")).isEmpty();
  }

  @Test
  void row4MovesTheAddressBeforeTheRouteWhileTheOldNodeForwards() {
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .node("a1", NodeBuilder::drained)
            .node("b1", n -> n.answered("a", "b"))
            .plan();
    assertThat(deeds(plan))
        .containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
    assertThat(before(plan, "route rtb-a b1")).containsExactly("try address eip-a b1-adoption");
  }

  @Test
  void row5LeavesAFitNodeThatHasNoPublicAddress() {
    Plan plan = fleet("a1", "b1").node("a1", NodeBuilder::withoutPublicAddress).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a b1");
  }

  @Test
  void row6NeitherLeavesANodeNotKnownNorMovesToOne() {
    assertThat(deeds(fleet("a1", "b1").node("a1", NodeBuilder::unknown).plan())).isEmpty();
    Plan nowhere =
        fleet("a1", "b1").node("a1", n -> n.suspect(1)).node("b1", NodeBuilder::unknown).plan();
    assertThat(deeds(nowhere)).isEmpty();
    assertThat(nowhere.unprotected()).containsOnlyKeys("a");
  }

  @Test
  void row7NeverTakesARouteFromAFitNodeInItsOwnZone() {
    Plan plan = fleet("a1", "a2", "b1").table("rtb-a9", "a", 5, Egress.node("a2")).plan();
    assertThat(plan.converged()).isTrue();
  }

  @Test
  void row8MovesATableToTheNodeThatHasTheZonesAddress() {
    Plan plan =
        fleet("a1", "a2", "b1")
            .addresses()
            .table("rtb-a9", "a", 5, Egress.node("a2"))
            .node("a1", n -> n.answered("a"))
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a9 a1");
  }

  @Test
  void row8CountsTheAddressAndNotTheTables() {
    Plan plan =
        fleet("a1", "a2", "b1")
            .address("a", "a2")
            .table("rtb-a8", "a", 1, Egress.node("a1"))
            .table("rtb-a9", "a", 1, Egress.node("a2"))
            .node("a2", n -> n.answered("a"))
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a a2", "route rtb-a8 a2");
  }

  @Test
  void row8HoldsAtTheHeirToo() {
    Plan plan =
        fleet("a1", "b1", "b2")
            .withoutNode("a1")
            .address("a", "b2")
            .route("a", "b1")
            .table("rtb-a9", "a", 1, Egress.node("b2"))
            .node("b2", n -> n.answered("a", "b"))
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a b2");
  }

  @Test
  void row9ComesBackAfterTheHoldDown() {
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .address("a", "b1")
            .route("a", "b1")
            .node("a1", n -> n.readyFor(120).answered("a"))
            .plan();
    assertThat(deeds(plan)).containsExactlyInAnyOrder("route rtb-a a1", "address eip-a a1-primary");
    assertThat(before(plan, "route rtb-a a1")).containsExactly("address eip-a a1-primary");
  }

  @Test
  void row9ComesBackFromAGatewayWithoutTellingAnybody() {
    Plan plan =
        fleet("a1", "b1").gateway("nat-a", "a", true).route("a", Egress.gateway("nat-a")).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a a1");
    assertThat(plan.recheckAt()).isEmpty();
  }

  @Test
  void row10WaitsOutTheHoldDown() {
    Plan plan = fleet("a1", "b1").route("a", "b1").node("a1", n -> n.readyFor(119)).plan();
    assertThat(plan.converged()).isTrue();
  }

  @Test
  void row11LeavesWhatIsForeign() {
    assertThat(fleet("a1", "b1").route("a", FOREIGN).plan().converged()).isTrue();
  }

  @Test
  void row12LeavesTablesThatAreHandedBackOrServeNoZone() {
    Table leaving = new Table("rtb-a", Optional.of("a"), 1, List.of(), GONE, true);
    Table nowhere = new Table("rtb-x", Optional.empty(), 1, List.of(), GONE, false);
    Plan plan = fleet("a1", "b1").table(leaving).table(nowhere).plan();
    assertThat(plan.converged()).isTrue();
  }

  @Test
  void row12LeavesAPausedZoneUntilThePauseIsOver() {
    FleetBuilder broken = fleet("a1", "b1").node("a1", n -> n.suspect(600));
    assertThat(deeds(broken.pausedUntil("a", NOW.plusSeconds(1)).plan())).isEmpty();
    assertThat(deeds(broken.pausedUntil("a", NOW).plan())).containsExactly("route rtb-a b1");
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceState.class,
      names = {"RUNNING"},
      mode = EnumSource.Mode.EXCLUDE)
  void row13StaysAndSaysSoWhenThereIsNowhereToGo(InstanceState state) {
    Plan plan = fleet("a1").addresses().node("a1", n -> n.is(state)).plan();
    assertThat(deeds(plan)).isEmpty();
    assertThat(plan.unprotected()).containsOnlyKeys("a");
  }
}
