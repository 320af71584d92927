package natfailover.lab.simulation;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import natfailover.lab.account.Account;
import natfailover.lab.account.NodeGroups;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;

/** Many fleets of three zones in one account, each in a VPC of its own, and all of them well. */
final class ManyFleets {
  private static final Duration LAUNCH = Duration.ofMinutes(5);

  private final World world;
  private final List<Site> sites;

  /**
   * Builds them, and brings them to where nodes and controller would have brought them.
   *
   * @param tables private tables of each zone
   */
  ManyFleets(World world, int fleets, int tables) {
    this.world = world;
    world.region().settings(settings -> settings.withThrottling(false));
    world.region().addressQuota(fleets * world.zones().size());
    sites =
        IntStream.range(0, fleets)
            .mapToObj(i -> Site.alone(world, "fleet-%04d".formatted(i), tables))
            .toList();
    Instant launched = world.now().plus(LAUNCH);
    while (world.now().isBefore(launched)) {
      world.step(launched);
    }
    try (Account account = Site.engineer(world)) {
      Map<String, Machine> nodes = nodes();
      sites.forEach(site -> new Service(account, site, nodes, world.now()).begin());
    }
  }

  /** The nodes by their groups. */
  private Map<String, Machine> nodes() {
    Map<String, Machine> nodes = new HashMap<>();
    world.picture().machines().stream()
        .filter(Marks::running)
        .forEach(machine -> nodes.put(Marks.group(machine), machine));
    return nodes;
  }

  /** The private tables of this zone that do not lead to a node that forwards. */
  List<String> dark(String zone) {
    Picture picture = world.picture();
    Set<String> lit =
        picture.tables().stream().filter(picture::lit).map(Picture.Table::id).collect(toSet());
    return sites.stream()
        .flatMap(site -> tables(site, zone))
        .filter(table -> !lit.contains(table))
        .toList();
  }

  private static Stream<String> tables(Site site, String zone) {
    return Stream.concat(
        Stream.ofNullable(site.tables().get(zone)),
        site.further().getOrDefault(zone, List.of()).stream());
  }

  /** What is done until a site's nodes serve it. */
  private record Service(Account account, Site site, Map<String, Machine> nodes, Instant since) {
    void begin() {
      site.groups().forEach((zone, group) -> begin(zone, node(group)));
    }

    private Machine node(String group) {
      return Optional.ofNullable(nodes.get(group))
          .orElseThrow(() -> new IllegalStateException(group + " has launched no node"));
    }

    private void begin(String zone, Machine node) {
      NodeGroups groups = new NodeGroups(account, site.fleet());
      groups.prove(zone, node.id(), since);
      account
          .ec2()
          .associateAddress(
              r ->
                  r.allocationId(site.addresses().get(zone))
                      .networkInterfaceId(node.networkInterface().orElseThrow())
                      .privateIpAddress(node.privateAddress()));
      tables(site, zone)
          .forEach(
              table ->
                  account
                      .ec2()
                      .createRoute(
                          r ->
                              r.routeTableId(table)
                                  .destinationCidrBlock("0.0.0.0/0")
                                  .instanceId(node.id())));
      groups.continueLaunch(zone, node.id());
    }
  }
}
