package natfailover.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Place;
import natfailover.doctor.Sight;
import natfailover.plan.Fleet;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.VpcConfigResponse;

/** In which subnets a fleet's probers and nodes are, and how these are routed. */
final class SubnetReads {
  private static final String CONFIGURATION = "GetFunctionConfiguration";

  private final Clients clients;
  private final Calls calls;

  SubnetReads(Clients clients, Calls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  /**
   * Where the prober of each zone looks from whose private tables are ours, each seen by itself: of
   * one that is gone AWS says that it may not be seen, since what is gone has no tag that permits
   * it.
   */
  Map<String, Sight<List<Place>>> probers(Fleet fleet, Map<String, RoutedTable> routed) {
    List<String> zones =
        fleet.zones().stream().filter(zone -> !fleet.tablesOf(zone).isEmpty()).toList();
    List<Attempt<List<String>>> attempts =
        calls.run(zones.stream().map(zone -> subnetsOf(fleet.name(), zone)).toList());
    Map<String, Sight<List<Place>>> places = new TreeMap<>();
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i);
      places.put(
          zone,
          switch (attempts.get(i)) {
            case Attempt.Answered<List<String>>(List<String> ids, _) ->
                new Sight.Seen<>(ids.stream().flatMap(id -> place(zone, id, routed)).toList());
            case Attempt.Refused<List<String>>(Failure failure, _) ->
                new Sight.Unseen<>(CONFIGURATION + " failed: " + failure);
          });
    }
    return places;
  }

  /** Where the groups put their nodes. */
  static List<Place> nodes(List<GroupReads.Seen> groups, Map<String, RoutedTable> routed) {
    return groups.stream()
        .flatMap(group -> group.subnets().stream().flatMap(id -> place(group.name(), id, routed)))
        .toList();
  }

  private static Stream<Place> place(String user, String subnet, Map<String, RoutedTable> tables) {
    return Stream.ofNullable(tables.get(subnet))
        .map(table -> new Place(user, subnet, table.id(), table.way()));
  }

  private Call<List<String>> subnetsOf(String fleet, String zone) {
    return Call.read(
        CONFIGURATION,
        () -> {
          try {
            return Optional.ofNullable(
                    clients
                        .lambda()
                        .get()
                        .getFunctionConfiguration(r -> r.functionName(Probers.name(fleet, zone)))
                        .vpcConfig())
                .map(VpcConfigResponse::subnetIds)
                .orElse(List.of());
          } catch (ResourceNotFoundException _) {
            return List.of();
          }
        });
  }

  /** The table that each subnet of the region uses. */
  Map<String, RoutedTable> routed() {
    Reads reads = new Reads(clients);
    Batch batch = new Batch(calls);
    Supplier<List<RouteTable>> tables = batch.add(reads.allTables());
    Supplier<List<Subnet>> subnets = batch.add(reads.allSubnets());
    batch.run();
    return routed(tables.get(), subnets.get());
  }

  private Map<String, RoutedTable> routed(List<RouteTable> tables, List<Subnet> subnets) {
    RoutedTableAssembler assembler =
        new RoutedTableAssembler(
            new Cloud(
                calls.now(),
                List.of(),
                List.of(),
                List.of(),
                tables,
                subnets,
                List.of(),
                List.of()));
    Map<String, RoutedTable> used = new HashMap<>();
    for (RouteTable each : tables) {
      RoutedTable table = assembler.table(each);
      table.subnets().forEach(subnet -> used.put(subnet.id(), table));
    }
    return used;
  }
}
