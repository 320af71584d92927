package natfailover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** No plan, finished or cut short, leaves a table dark that was not, save in a paused zone. */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class DarknessPropertiesTest {
  private final Planner planner = new Planner(Policy.DEFAULT);

  @Provide
  Arbitrary<Fleet> fleets() {
    return Fleets.any();
  }

  @Property
  void noTableIsWorseOffAfterThePlan(@ForAll("fleets") Fleet fleet) {
    Fleet after = ModelFleet.after(fleet, ordered(planner.plan(fleet)));
    assertThat(lit(after)).containsAll(lit(fleet));
  }

  /** Only while it moves itself may a table be dark, between its address and its route. */
  @Property
  void noTableIsWorseOffWhenAPlanIsCutShort(@ForAll("fleets") Fleet fleet) {
    List<Action> actions = ordered(planner.plan(fleet));
    Set<String> before = lit(fleet);
    fleet.tables().stream().filter(t -> moves(t, actions)).map(Table::id).forEach(before::remove);
    for (int done = 0; done <= actions.size(); done++) {
      Fleet after = ModelFleet.after(fleet, actions.subList(0, done));
      assertThat(lit(after)).as("after %s of %s", done, actions).containsAll(before);
    }
  }

  private static boolean moves(Table table, List<Action> actions) {
    return actions.stream()
        .anyMatch(
            action ->
                action.resource().equals(table.id())
                    || (action instanceof Action.MoveAddress move
                        && table.zone().equals(Optional.of(move.address().zone()))));
  }

  @Property
  void noTableStaysDarkWhereSomethingFitIsLit(@ForAll("fleets") Fleet fleet) {
    Fleet rest = fleet;
    for (int round = 0; round < 8 && !planner.plan(rest).converged(); round++) {
      Plan plan = planner.plan(rest);
      rest = ModelClock.later(ModelFleet.after(rest, plan.actions()), plan);
    }
    Fleet after = rest;
    boolean refuge = after.nodes().stream().anyMatch(node -> fitAndPublic(after, node));
    for (Table table : after.tables()) {
      boolean unknown =
          after
              .node(table.egress().id())
              .filter(node -> after.health(node).verdict() == Health.Verdict.UNKNOWN)
              .isPresent();
      if (refuge && table.ours() && !unknown && !table.zone().map(after::paused).orElse(false)) {
        assertThat(lit(after)).as("%s", table).contains(table.id());
      }
    }
  }

  private static boolean fitAndPublic(Fleet fleet, Node node) {
    return fleet.health(node).fit() && node.attachment().publicAddress();
  }

  /** The actions, each after those that must have succeeded before it. */
  private static List<Action> ordered(Plan plan) {
    List<Action> done = new ArrayList<>();
    List<Plan.Step> left = new ArrayList<>(plan.steps());
    while (!left.isEmpty()) {
      Plan.Step next =
          left.stream().filter(s -> done.containsAll(s.before())).findFirst().orElseThrow();
      done.add(next.action());
      left.remove(next);
    }
    return done;
  }

  private static Set<String> lit(Fleet fleet) {
    return fleet.tables().stream()
        .filter(table -> lit(fleet, table) && !table.zone().map(fleet::paused).orElse(false))
        .map(Table::id)
        .collect(Collectors.toSet());
  }

  /** A table has egress by a fit node with an address to send from, or by a gateway that works. */
  private static boolean lit(Fleet fleet, Table table) {
    return switch (table.egress().kind()) {
      case NODE ->
          fleet
              .node(table.egress().id())
              .filter(node -> fleet.health(node).fit())
              .filter(node -> node.attachment().publicAddress() || holds(fleet, node, table.zone()))
              .isPresent();
      case GATEWAY ->
          fleet.gateways().stream()
              .anyMatch(g -> g.id().equals(table.egress().id()) && g.available());
      case PREVIOUS -> true;
      case BLACKHOLE, NONE, FOREIGN -> false;
    };
  }

  private static boolean holds(Fleet fleet, Node node, Optional<String> zone) {
    return zone.flatMap(fleet::addressOf)
        .filter(a -> a.networkInterface().equals(node.attachment().networkInterface()))
        .isPresent();
  }
}
