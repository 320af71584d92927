package natfailover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.PointRoute;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** Traffic that moves goes to the best rung there is. */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class LadderPropertiesTest {
  private final Planner planner = new Planner(Policy.DEFAULT);

  @Provide
  Arbitrary<Fleet> fleets() {
    return Fleets.any();
  }

  /** Only a worse place that the traffic uses already, and that is fit, excuses a worse rung. */
  @Property
  void noRouteGoesToAWorseRungThanNeedBe(@ForAll("fleets") Fleet fleet) {
    for (PointRoute route : SafetyPropertiesTest.routes(planner.plan(fleet))) {
      String zone = route.table().zone().orElseThrow();
      boolean joinsTheOthers =
          fleet.tablesOf(zone).stream().anyMatch(t -> t.egress().equals(route.target()));
      if (!joinsTheOthers) {
        int better = rung(fleet, zone, route.target());
        assertThat(fleet.nodes())
            .as("%s", route)
            .filteredOn(node -> fleet.health(node).fit() && keepsPublicAddress(fleet, node))
            .filteredOn(node -> !comesBackLater(fleet, zone, node))
            .allMatch(node -> rung(fleet, zone, Egress.node(node.id())) >= better);
      }
    }
  }

  private boolean keepsPublicAddress(Fleet fleet, Node node) {
    return node.attachment().publicAddress()
        && planner.plan(fleet).actions().stream()
            .noneMatch(
                action ->
                    action instanceof MoveAddress
                        && action.from().equals(node.attachment().privateAddress()));
  }

  /** The hold-down of a node counts only while something fit, though worse, is in use. */
  private static boolean comesBackLater(Fleet fleet, String zone, Node node) {
    return fleet.observedAt().isBefore(node.fitSince().plus(Policy.DEFAULT.holdDown()))
        && fleet.tablesOf(zone).stream().anyMatch(table -> inUse(fleet, table.egress()));
  }

  private static boolean inUse(Fleet fleet, Egress egress) {
    return fleet.node(egress.id()).filter(node -> fleet.health(node).fit()).isPresent()
        || fleet.gateways().stream().anyMatch(g -> g.id().equals(egress.id()) && g.available());
  }

  private static int rung(Fleet fleet, String zone, Egress egress) {
    Optional<String> in = fleet.node(egress.id()).map(Node::zone);
    if (in.isEmpty()) {
      return SafetyPropertiesTest.gateway(fleet, egress.id()).zone().equals(Optional.of(zone))
          ? 3
          : 4;
    }
    return in.get().equals(zone) ? 0 : fleet.heir(zone).equals(in) ? 1 : 2;
  }
}
