package natfailover.plan;

import static natfailover.plan.NodeBuilder.ago;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Fleets in every state that a controller could come upon, most of them in some trouble. */
final class Fleets {
  private static final List<String> ZONES = List.of("a", "b", "c", "d");

  private Fleets() {}

  /** A table of the zone of this number; its egress is chosen by number too. */
  private record TableSeed(int zone, int egress, int subnets) {}

  /** What a fleet has besides its nodes. */
  private record Surroundings(
      List<TableSeed> tables,
      List<Integer> addresses,
      List<Integer> gateways,
      Set<String> paused,
      Set<String> recalled) {}

  /** Any fleet of one to four zones with up to two nodes each. */
  static Arbitrary<Fleet> any() {
    return Arbitraries.integers()
        .between(1, 4)
        .flatMap(
            zones ->
                Combinators.combine(
                        node().list().ofSize(2 * zones), surroundings(), Arbitraries.just(zones))
                    .as(Fleets::fleet));
  }

  private static Arbitrary<Surroundings> surroundings() {
    Arbitrary<TableSeed> table =
        Combinators.combine(number(4), number(16), number(3)).as(TableSeed::new);
    Arbitrary<String> zone = Arbitraries.of(ZONES);
    return Combinators.combine(
            table.list().ofMaxSize(6),
            number(10).list().ofSize(4),
            number(6).list().ofMaxSize(2),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Set.<String>of())),
                Tuple.of(1, zone.set().ofMaxSize(2))),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Set.<String>of())),
                Tuple.of(1, zone.set().ofMaxSize(1))))
        .as(Surroundings::new);
  }

  private static Arbitrary<Integer> number(int below) {
    return Arbitraries.integers().between(0, below - 1);
  }

  /** What may be said of a node, empty when there is none. */
  private static Arbitrary<Optional<NodeSeed>> node() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(8, InstanceState.RUNNING),
                Tuple.of(1, InstanceState.PENDING),
                Tuple.of(1, InstanceState.STOPPED),
                Tuple.of(1, InstanceState.TERMINATED)),
            Arbitraries.frequency(
                Tuple.of(8, Checks.Verdict.OK),
                Tuple.of(1, Checks.Verdict.INITIALIZING),
                Tuple.of(1, Checks.Verdict.IMPAIRED),
                Tuple.of(2, Checks.Verdict.UNKNOWN)),
            Arbitraries.frequency(
                Tuple.of(8, "InService"),
                Tuple.of(2, ""),
                Tuple.of(1, "Pending"),
                Tuple.of(1, "Pending:Wait"),
                Tuple.of(1, "Terminating:Wait"),
                Tuple.of(1, "Standby")),
            Arbitraries.frequency(
                Tuple.of(5, Trait.PLAIN),
                Tuple.of(1, Trait.NEW),
                Tuple.of(1, Trait.UNREADY),
                Tuple.of(1, Trait.SUSPECT),
                Tuple.of(1, Trait.ACCUSED),
                Tuple.of(1, Trait.LATELY_ACCUSED),
                Tuple.of(1, Trait.DRAINED),
                Tuple.of(1, Trait.ON_TRIAL),
                Tuple.of(1, Trait.TOLD)),
            number(10))
        .as(NodeSeed::new)
        .optional(0.8);
  }

  private enum Trait {
    PLAIN,
    NEW,
    UNREADY,
    SUSPECT,
    ACCUSED,
    LATELY_ACCUSED,
    DRAINED,
    ON_TRIAL,
    TOLD
  }

  /** A node; what is rare is chosen by number. */
  private record NodeSeed(
      InstanceState state, Checks.Verdict checks, String lifecycle, Trait trait, int rarity) {
    NodeBuilder on(NodeBuilder node) {
      node.is(state).checks(checks);
      if (lifecycle.isEmpty()) {
        node.handBuilt();
      } else {
        node.lifecycle(lifecycle);
      }
      switch (rarity) {
        case 0 -> node.withoutPublicAddress();
        case 1 -> node.withoutAdoptionAddress();
        case 2 -> node.sourceDestCheckOn();
        default -> {}
      }
      return switch (trait) {
        case PLAIN -> node;
        case NEW -> lifecycle.isEmpty() ? node : node.readyFor(60);
        case UNREADY -> node.unready();
        case SUSPECT -> node.learnt(Mark.SUSPECT_SINCE, ago(300));
        case ACCUSED -> node.suspect(30).learnt(Mark.SUSPECT_UNTIL, ago(-30));
        case LATELY_ACCUSED -> node.suspect(90).tagged(Mark.SUSPECT_UNTIL, ago(30));
        case DRAINED -> node.drained();
        case ON_TRIAL -> node.tagged(Mark.TRIAL_SINCE, ago(2));
        case TOLD -> node.tagged(Mark.CARRIES, "a b").tagged(Mark.CARRIES_SINCE, ago(3));
      };
    }
  }

  private static Fleet fleet(List<Optional<NodeSeed>> seeds, Surroundings around, int zones) {
    FleetBuilder fleet = FleetBuilder.fleet();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      String id = ZONES.get(i / 2) + (i % 2 + 1);
      fleet.desired(ZONES.get(i / 2), (int) members(seeds.subList(i / 2 * 2, i / 2 * 2 + 2)));
      seeds
          .get(i)
          .ifPresent(
              seed -> {
                ids.add(id);
                fleet.node(id, seed::on);
              });
    }
    addresses(fleet, around.addresses().subList(0, zones), ids);
    surround(fleet, around, ids);
    return fleet.build();
  }

  private static long members(List<Optional<NodeSeed>> seeds) {
    return seeds.stream()
        .flatMap(Optional::stream)
        .filter(seed -> !seed.lifecycle().isEmpty())
        .count();
  }

  /** An address may be with any node that has a slot for it, nowhere, or not exist. */
  private static void addresses(FleetBuilder fleet, List<Integer> choices, List<String> ids) {
    for (int zone = 0; zone < choices.size(); zone++) {
      String name = ZONES.get(zone);
      String heir = ZONES.get((zone + 1) % choices.size());
      List<String> holders =
          ids.stream().filter(id -> id.startsWith(name) || id.startsWith(heir)).toList();
      int choice = choices.get(zone);
      if (choice < 7) {
        fleet.address(name, choice < holders.size() ? holders.get(choice) : "");
      }
    }
  }

  private static void surround(FleetBuilder fleet, Surroundings around, List<String> ids) {
    around
        .gateways()
        .forEach(g -> fleet.gateway("nat-" + g, List.of("a", "b", "").get(g % 3), g % 2 == 0));
    List<Egress> egresses = new ArrayList<>(ids.stream().map(Egress::node).toList());
    egresses.add(Egress.NONE);
    egresses.add(new Egress(Egress.Kind.BLACKHOLE, "i-gone"));
    egresses.add(new Egress(Egress.Kind.FOREIGN, "tgw-1"));
    around.gateways().forEach(g -> egresses.add(Egress.gateway("nat-" + g)));
    int number = 0;
    for (TableSeed table : around.tables()) {
      fleet.table(
          "rtb-" + number++,
          ZONES.get(table.zone()),
          table.subnets(),
          egresses.get(table.egress() % egresses.size()));
    }
    around.paused().forEach(zone -> fleet.pausedUntil(zone, NodeBuilder.NOW.plusSeconds(36000)));
    around.recalled().forEach(fleet::recalled);
  }
}
