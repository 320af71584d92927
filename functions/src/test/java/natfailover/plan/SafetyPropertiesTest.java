package natfailover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.plan.Action.Condemn;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.PointRoute;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** What no plan for any fleet may do. */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class SafetyPropertiesTest {
  private final Planner planner = new Planner(Policy.DEFAULT);

  @Provide
  Arbitrary<Fleet> fleets() {
    return Fleets.any();
  }

  @Property
  void theSamePictureInAnyOrderMakesTheSamePlan(
      @ForAll("fleets") Fleet fleet, @ForAll long shuffle) {
    assertThat(planner.plan(fleet)).isEqualTo(planner.plan(fleet));
    assertThat(planner.plan(shuffled(fleet, new Random(shuffle)))).isEqualTo(planner.plan(fleet));
  }

  private static Fleet shuffled(Fleet fleet, Random random) {
    return new Fleet(
        fleet.name(),
        fleet.observedAt(),
        shuffled(fleet.nodes(), random),
        shuffled(fleet.tables(), random),
        shuffled(fleet.addresses(), random),
        shuffled(fleet.gateways(), random),
        shuffled(fleet.groups(), random),
        fleet.recalled());
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  @Property
  void noRouteIsPointedAtWhatIsNotFit(@ForAll("fleets") Fleet fleet) {
    for (PointRoute route : routes(planner.plan(fleet))) {
      switch (route.target().kind()) {
        case NODE ->
            assertThat(fleet.health(fleet.node(route.to()).orElseThrow()).fit())
                .as("%s", route)
                .isTrue();
        case GATEWAY -> assertThat(gateway(fleet, route.to()).available()).isTrue();
        case BLACKHOLE, NONE, FOREIGN, PREVIOUS -> throw new AssertionError(route);
      }
    }
  }

  static Gateway gateway(Fleet fleet, String id) {
    return fleet.gateways().stream().filter(g -> g.id().equals(id)).findFirst().orElseThrow();
  }

  @Property
  void aFitNodeAtHomeKeepsItsRoutesUnlessItsAddressIsWithItsNeighbour(
      @ForAll("fleets") Fleet fleet) {
    for (PointRoute route : routes(planner.plan(fleet))) {
      Optional<Node> from =
          fleet
              .node(route.from())
              .filter(node -> route.table().zone().equals(Optional.of(node.zone())))
              .filter(node -> fleet.health(node).fit())
              .filter(node -> node.attachment().publicAddress());
      from.ifPresent(
          node ->
              assertThat(fleet.node(route.to()).map(Node::zone))
                  .as("%s", route)
                  .contains(node.zone()));
    }
  }

  @Property
  void onlyWhatIsOursIsTouched(@ForAll("fleets") Fleet fleet) {
    Set<String> ours = new HashSet<>();
    fleet.tables().stream().filter(Table::ours).map(Table::id).forEach(ours::add);
    fleet.nodes().stream().map(Node::id).forEach(ours::add);
    fleet.addresses().stream().map(Address::allocation).forEach(ours::add);
    fleet.groups().stream().map(Group::name).forEach(ours::add);
    assertThat(planner.plan(fleet).actions()).allMatch(action -> ours.contains(action.resource()));
  }

  @Property
  void aPausedZoneIsLeftAlone(@ForAll("fleets") Fleet fleet) {
    assertThat(planner.plan(fleet).actions())
        .noneMatch(action -> zonesOf(fleet, action).anyMatch(fleet::paused));
  }

  private static Stream<String> zonesOf(Fleet fleet, Action action) {
    return switch (action) {
      case PointRoute route -> route.table().zone().stream();
      case MoveAddress move -> Stream.of(move.address().zone());
      case Action.TryAddress(MoveAddress move) -> Stream.of(move.address().zone());
      case Condemn condemn -> fleet.node(condemn.resource()).map(Node::zone).stream();
      case Action.CompleteLifecycle complete ->
          fleet.node(complete.resource()).map(Node::zone).stream()
              .filter(_ -> action.destructive());
      case Action.DisableSourceDestCheck _ -> Stream.empty();
      case Action.Tag _ -> Stream.empty();
      case Action.Untag _ -> Stream.empty();
    };
  }

  @Property
  void atMostOneNodeIsGivenUpAndNeitherAFitNorABusyNorTheLastOne(@ForAll("fleets") Fleet fleet) {
    Plan plan = planner.plan(fleet);
    List<Action> ends = plan.actions().stream().filter(Action::destructive).toList();
    assertThat(ends).hasSizeLessThanOrEqualTo(1);
    for (Action end : ends) {
      Node node = fleet.node(end.resource()).orElseThrow();
      assertThat(fleet.health(node).verdict()).isEqualTo(Health.Verdict.UNHEALTHY);
      boolean gateway = fleet.gateways().stream().anyMatch(Gateway::available);
      boolean other = fleet.nodes().stream().anyMatch(each -> fleet.health(each).fit());
      assertThat(other || gateway).as("another path").isTrue();
      assertThat(fleet.tables()).noneMatch(t -> t.egress().equals(Egress.node(node.id())));
    }
  }

  @Property
  void everyAddressGoesToASlotOfItsOwn(@ForAll("fleets") Fleet fleet) {
    List<String> slots =
        planner.plan(fleet).actions().stream()
            .filter(action -> action instanceof MoveAddress)
            .map(Action::to)
            .toList();
    assertThat(slots).doesNotHaveDuplicates();
  }

  static List<PointRoute> routes(Plan plan) {
    return plan.actions().stream()
        .flatMap(action -> action instanceof PointRoute route ? Stream.of(route) : Stream.empty())
        .toList();
  }
}
