package natfailover.plan;

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
                        NodeSeed.any().list().ofSize(2 * zones),
                        surroundings(),
                        Arbitraries.just(zones))
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
    egresses.add(new Egress(Egress.Kind.PREVIOUS, "nat-before"));
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
