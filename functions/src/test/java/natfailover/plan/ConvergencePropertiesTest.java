package natfailover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Plans carried out on a model of AWS lead to rest, and time alone does not disturb it. */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class ConvergencePropertiesTest {
  private final Planner planner = new Planner(Policy.DEFAULT);

  @Provide
  Arbitrary<Fleet> fleets() {
    return Fleets.any();
  }

  @Property
  void aFewRoundsLeadToTheEmptyPlan(@ForAll("fleets") Fleet fleet) {
    Fleet rest = settled(fleet);
    assertThat(planner.plan(rest).converged()).isTrue();
  }

  /** At worst: told, moved, remembered, and a terminate hook or a trial ended. */
  @Property
  void oneMoreTroubleIsMendedWithinFourRounds(
      @ForAll("fleets") Fleet fleet, @ForAll @IntRange(max = 7) int victim, @ForAll boolean crash) {
    Fleet rest = settled(fleet);
    Fleet hit =
        rest.nodes().isEmpty()
            ? rest
            : struck(rest, rest.nodes().get(victim % rest.nodes().size()).id(), crash);
    assertThat(planner.plan(settled(hit, 4)).converged()).isTrue();
  }

  private static Fleet struck(Fleet fleet, String id, boolean crash) {
    Mark mark = crash ? Mark.SUSPECT_SINCE : Mark.DRAINED_UNTIL;
    Instant time = crash ? fleet.observedAt() : fleet.observedAt().plusSeconds(1800);
    return fleet.mapNodes(
        node -> node.id().equals(id) ? node.with(node.marks().with(mark, time)) : node);
  }

  @Property
  void theSamePlanCarriedOutTwiceByTwoInvocationsLeadsToRestToo(@ForAll("fleets") Fleet fleet) {
    Plan plan = planner.plan(fleet);
    Fleet once = next(fleet, plan);
    Fleet twice = ModelFleet.after(once, ordinary(plan));
    assertThat(planner.plan(settled(twice)).converged()).isTrue();
  }

  /** Without what AWS refuses the second time. */
  private static List<Action> ordinary(Plan plan) {
    return plan.without(
            action -> action instanceof Action.CompleteLifecycle || action.destructive())
        .actions();
  }

  @Property
  void restedTrafficIsWhereItsAddressIs(@ForAll("fleets") Fleet fleet) {
    Fleet rest = settled(fleet);
    for (Address address : rest.addresses()) {
      if (isArriving(rest, address)) {
        continue;
      }
      List<Node> users =
          rest.tablesOf(address.zone()).stream()
              .flatMap(table -> rest.node(table.egress().id()).stream())
              .filter(node -> rest.health(node).fit() && hasSlot(rest, node, address))
              .distinct()
              .toList();
      if (!users.isEmpty() && !rest.paused(address.zone())) {
        assertThat(rest.tablesOf(address.zone()).stream().flatMap(t -> user(rest, t)))
            .as("%s of %s", address, rest.tablesOf(address.zone()))
            .anyMatch(
                node -> node.attachment().networkInterface().equals(address.networkInterface()));
      }
    }
  }

  /** At home already, with a node that nothing is known of yet. */
  private static boolean isArriving(Fleet fleet, Address address) {
    return fleet.nodes().stream()
        .filter(node -> node.zone().equals(address.zone()) && node.lifecycle(Lifecycle::launching))
        .filter(node -> fleet.health(node).verdict() == Health.Verdict.UNKNOWN)
        .anyMatch(node -> node.attachment().networkInterface().equals(address.networkInterface()));
  }

  private static Stream<Node> user(Fleet fleet, Table table) {
    return fleet.node(table.egress().id()).stream();
  }

  private static boolean hasSlot(Fleet fleet, Node node, Address address) {
    return node.zone().equals(address.zone())
        || (fleet.heir(address.zone()).filter(node.zone()::equals).isPresent()
            && node.attachment().adoptionAddress().isPresent());
  }

  @Property
  void timeAloneBringsEachTableHomeAtMostOnce(
      @ForAll("fleets") Fleet fleet,
      @ForAll @Size(5) List<@IntRange(min = 1, max = 3600) Integer> steps) {
    Fleet now = settled(fleet);
    List<String> moved = new ArrayList<>();
    for (int seconds : steps) {
      now = ModelClock.at(now, now.observedAt().plusSeconds(seconds));
      for (int round = 0; round < 8 && !planner.plan(now).converged(); round++) {
        Plan plan = planner.plan(now);
        plan.actions().stream()
            .filter(action -> action instanceof Action.PointRoute)
            .forEach(action -> moved.add(action.resource() + " from " + action.from()));
        now = next(now, plan);
      }
      assertThat(planner.plan(now).converged()).isTrue();
    }
    assertThat(moved).doesNotHaveDuplicates();
  }

  /** However tangled it was; between the rounds time may pass. */
  private Fleet settled(Fleet fleet) {
    return settled(fleet, 8);
  }

  private Fleet settled(Fleet fleet, int rounds) {
    Fleet now = fleet;
    int busy = 0;
    for (int round = 0; round < 16; round++) {
      Plan plan = planner.plan(now);
      if (plan.converged()) {
        assertThat(busy).as("rounds with work").isLessThanOrEqualTo(rounds);
        return now;
      }
      busy += plan.steps().isEmpty() ? 0 : 1;
      now = next(now, plan);
    }
    throw new AssertionError("still at work: " + planner.plan(now));
  }

  private static Fleet next(Fleet fleet, Plan plan) {
    return ModelClock.later(ModelFleet.after(fleet, plan.actions()), plan);
  }
}
