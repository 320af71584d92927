package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rung by rung: where a zone's traffic goes when its node is gone. */
class LadderTest {
  /** Zone a has a spare and both kinds of gateway; its node has crashed. */
  private static FleetBuilder crashed() {
    return fleet("a1", "a2", "b1", "c1")
        .gateway("nat-0", "", true)
        .gateway("nat-a", "a", true)
        .node("a1", n -> n.suspect(1));
  }

  private static FleetBuilder without(FleetBuilder fleet, String... nodes) {
    for (String node : nodes) {
      fleet.node(node, NodeBuilder::unready);
    }
    return fleet;
  }

  @Test
  void everyRungInTurn() {
    assertThat(deeds(crashed().plan())).containsExactly("route rtb-a a2");
    assertThat(deeds(without(crashed(), "a2").plan())).containsExactly("route rtb-a b1");
    assertThat(deeds(without(crashed(), "a2", "b1").plan())).contains("route rtb-a c1");
    FleetBuilder noNode = without(crashed(), "a2", "b1", "c1");
    assertThat(deeds(noNode.plan())).contains("route rtb-a nat-a");
    FleetBuilder alone = fleet("a1").gateway("nat-0", "", true).node("a1", n -> n.suspect(1));
    assertThat(deeds(alone.plan())).containsExactly("route rtb-a nat-0");
  }

  @ParameterizedTest
  @CsvSource({
    "a1 b1, a, b1",
    "a1 b1, b, a1",
    "a1 b1 c1, a, b1",
    "a1 b1 c1, b, c1",
    "a1 b1 c1, c, a1",
    "a1 b1 c1 d1, a, b1",
    "a1 b1 c1 d1, c, d1",
    "a1 b1 c1 d1, d, a1",
    "a1 c1 d1, a, c1"
  })
  void theNextZoneInTheRingIsHeir(String nodes, String zone, String heir) {
    Plan plan = fleet(nodes.split(" ")).addresses().node(zone + "1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan))
        .containsExactlyInAnyOrder(
            "route rtb-" + zone + " " + heir, "address eip-" + zone + " " + heir + "-adoption");
  }

  @Test
  void theHeirsZoneKeepsItsPlaceInTheRingWhileItsNodeIsReplaced() {
    Plan plan =
        fleet("a1", "b1", "c1").addresses().withoutNode("b1").node("a1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan)).contains("route rtb-a c1").noneMatch(d -> d.startsWith("address"));
  }

  @Test
  void spareWithoutProofIsNoSpare() {
    assertThat(deeds(without(crashed(), "a2").plan())).containsExactly("route rtb-a b1");
  }

  @Test
  void ofTwoAtTheHeirTheOneThatCanAdoptTheAddressWins() {
    Plan plan =
        fleet("a1", "b1", "b2")
            .addresses()
            .node("a1", n -> n.suspect(1))
            .node("b1", NodeBuilder::withoutAdoptionAddress)
            .plan();
    assertThat(deeds(plan)).contains("route rtb-a b2", "address eip-a b2-adoption");
  }

  @Test
  void ofTwoAtTheHeirTheCarrierOfItsOwnZoneWins() {
    Plan plan = fleet("a1", "b1", "b2").route("b", "b2").node("a1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a b2");
  }

  @Test
  void ofOtherNodesTheLeastLoadedWins() {
    FleetBuilder fleet =
        fleet("a1", "b1", "c1", "d1").withoutNode("b1").node("a1", n -> n.suspect(1));
    assertThat(deeds(fleet.route("b", "c1").plan())).containsExactly("route rtb-a d1");
  }

  @Test
  void twoZonesThatFallInOneRoundAreSpreadOverTheOthers() {
    FleetBuilder fleet = fleet("a1", "b1").table("rtb-x", "x", 1, Egress.NONE);
    assertThat(deeds(fleet.table("rtb-y", "y", 1, Egress.NONE).plan()))
        .containsExactly("route rtb-x a1", "route rtb-y b1");
  }

  @Test
  void ofOtherNodesEquallyLoadedTheFirstZoneWins() {
    Plan plan =
        fleet("a1", "b1", "c1", "d1")
            .node("a1", n -> n.suspect(1))
            .node("b1", n -> n.checks(Checks.Verdict.IMPAIRED))
            .withoutTables()
            .table("rtb-a", "a", 1, Egress.node("a1"))
            .plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a c1");
  }

  @Test
  void ofTwoSparesTheOneWithTheAddressThenThePublicThenTheLongestFitWins() {
    FleetBuilder fleet = fleet("a1", "a2", "a3", "b1").node("a1", n -> n.suspect(1));
    assertThat(deeds(fleet.plan())).containsExactly("route rtb-a a2");
    fleet.node("a2", n -> n.tagged(Mark.READY_SINCE, ago(3599)));
    assertThat(deeds(fleet.plan())).containsExactly("route rtb-a a3");
    fleet.address("a", "").node("a3", NodeBuilder::withoutPublicAddress);
    assertThat(deeds(fleet.plan())).contains("route rtb-a a2");
    assertThat(deeds(fleet.address("a", "a3").plan())).contains("route rtb-a a3");
  }

  @Test
  void nodeWithoutAnyWayOutIsNoPlace() {
    Plan plan =
        fleet("a1", "b1", "c1")
            .node("a1", n -> n.suspect(1))
            .node("b1", NodeBuilder::withoutPublicAddress)
            .node("c1", NodeBuilder::withoutPublicAddress)
            .withoutTables()
            .table("rtb-a", "a", 1, Egress.node("a1"))
            .plan();
    assertThat(deeds(plan)).isEmpty();
    assertThat(plan.unprotected()).containsOnlyKeys("a");
  }

  @Test
  void zoneWithoutNodesOfItsOwnIsServedByTheOthers() {
    Plan plan = fleet("b1", "c1").table("rtb-a", "a", 1, Egress.NONE).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a b1");
  }

  @Test
  void fleetWithoutTablesKeepsItsAddressesOnItsNodes() {
    assertThat(fleet("a1", "b1").addresses().withoutTables().plan().converged()).isTrue();
    FleetBuilder fresh = fleet("a1", "a2", "b1").withoutTables().address("a", "");
    assertThat(deeds(fresh.plan())).containsExactly("address eip-a a1-primary");
    fresh.address("a", "a1").node("a1", n -> n.suspect(1));
    assertThat(deeds(fresh.plan())).containsExactly("address eip-a a2-primary");
  }
}
