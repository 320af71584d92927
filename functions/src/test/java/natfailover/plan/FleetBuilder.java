package natfailover.plan;

import static natfailover.plan.NodeBuilder.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A fleet for a test. Node {@code a1} is in zone {@code a}, of group {@code asg-a}; its interface
 * is {@code eni-a1}, its addresses {@code a1-primary} and {@code a1-adoption}; the zone's table is
 * {@code rtb-a} and its Elastic IP, if it has one, {@code eip-a}.
 */
final class FleetBuilder {
  private final Map<String, NodeBuilder> nodes = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Address> addresses = new LinkedHashMap<>();
  private final Map<String, Integer> desired = new TreeMap<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final Map<String, Marks> groupMarks = new TreeMap<>();
  private final Set<String> recalled = new HashSet<>();
  private Instant observedAt = NOW;
  private boolean configured = true;

  private FleetBuilder() {}

  /** These nodes, and in each of their zones a group and a table that uses the zone's first. */
  static FleetBuilder fleet(String... ids) {
    FleetBuilder builder = new FleetBuilder();
    for (String id : ids) {
      builder.node(id, node -> node);
      String zone = id.substring(0, 1);
      builder.desired.merge(zone, 1, Integer::sum);
      builder.tables.computeIfAbsent(
          "rtb-" + zone, table -> table(table, zone, Egress.node(id), 1));
    }
    return builder;
  }

  /** Changes a node, or adds one. */
  FleetBuilder node(String id, UnaryOperator<NodeBuilder> change) {
    nodes.put(id, change.apply(nodes.getOrDefault(id, new NodeBuilder(id))));
    return this;
  }

  FleetBuilder withoutNode(String id) {
    nodes.remove(id);
    return this;
  }

  /** An Elastic IP for each zone, with the zone's first node. */
  FleetBuilder addresses() {
    Set<String> seen = new HashSet<>();
    nodes.forEach(
        (id, node) -> {
          if (seen.add(node.zone())) {
            address(node.zone(), id);
          }
        });
    return this;
  }

  /** The zone's Elastic IP, with a node; with none where that is empty. */
  FleetBuilder address(String zone, String node) {
    return address("eip-" + zone, zone, node);
  }

  /** An Elastic IP of this allocation, whose name tells one that was brought, for the zone. */
  FleetBuilder address(String allocation, String zone, String node) {
    String slot = node + (node.startsWith(zone) ? "-primary" : "-adoption");
    addresses.put(
        allocation,
        new Address(
            allocation,
            "198.51.100." + (zone.charAt(0) - 'a' + 1),
            zone,
            Optional.of("eni-" + node).filter(_ -> !node.isEmpty()),
            Optional.of(slot).filter(_ -> !node.isEmpty()),
            allocation.startsWith("brought")));
    return this;
  }

  /** Points the zone's table somewhere else. */
  FleetBuilder route(String zone, Egress egress) {
    return table(table("rtb-" + zone, zone, egress, 1));
  }

  FleetBuilder route(String zone, String node) {
    return route(zone, Egress.node(node));
  }

  /** Another table of the zone, with this many subnets. */
  FleetBuilder table(String id, String zone, int subnets, Egress egress) {
    return table(table(id, zone, egress, subnets));
  }

  private static Table table(String id, String zone, Egress egress, int subnets) {
    String network = "10.0." + zone.charAt(0) % 32 + ".0/24";
    return new Table(id, Optional.of(zone), subnets, List.of(network), egress, false);
  }

  FleetBuilder table(Table table) {
    tables.put(table.id(), table);
    return this;
  }

  FleetBuilder withoutTables() {
    tables.clear();
    return this;
  }

  /** A gateway of a zone, or a regional one where that is empty. */
  FleetBuilder gateway(String id, String zone, boolean available) {
    gateways.add(new Gateway(id, Optional.of(zone).filter(z -> !z.isEmpty()), available));
    return this;
  }

  FleetBuilder desired(String zone, int count) {
    desired.put(zone, count);
    return this;
  }

  FleetBuilder pausedUntil(String zone, Instant until) {
    groupMarks.put(zone, Marks.NONE.with(Mark.PAUSED_UNTIL, until));
    return this;
  }

  FleetBuilder recalled(String zone) {
    recalled.add(zone);
    return this;
  }

  /** As it is before any node was told its configuration. */
  FleetBuilder unconfigured() {
    configured = false;
    return this;
  }

  FleetBuilder at(Instant time) {
    observedAt = time;
    return this;
  }

  Fleet build() {
    List<Group> groups = new ArrayList<>();
    desired.forEach(
        (zone, count) -> {
          Marks marks = groupMarks.getOrDefault(zone, Marks.NONE);
          groups.add(new Group("asg-" + zone, List.of(zone), count, marks, marks));
        });
    Fleet fleet =
        new Fleet(
            "prod",
            observedAt,
            nodes.entrySet().stream().map(e -> build(e.getKey(), e.getValue())).toList(),
            List.copyOf(tables.values()),
            List.copyOf(addresses.values()),
            gateways,
            groups,
            recalled);
    return configured ? Configured.fleet(fleet) : fleet;
  }

  private Node build(String id, NodeBuilder node) {
    Optional<String> primary = Optional.of(id + "-primary");
    return node.build(
        carried(id), addresses.values().stream().anyMatch(a -> a.privateAddress().equals(primary)));
  }

  private Set<String> carried(String node) {
    Set<String> zones = new TreeSet<>();
    tables.values().stream()
        .filter(table -> table.egress().equals(Egress.node(node)) && table.ours())
        .forEach(table -> table.zone().ifPresent(zones::add));
    return zones;
  }

  /** What the planner makes of it. */
  Plan plan() {
    return new Planner(Policy.DEFAULT).plan(build());
  }
}
