package natfailover.plan;

import static java.util.stream.Collectors.toCollection;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All NAT nodes of one VPC and what they serve, as seen at one moment.
 *
 * @param observedAt the planner's only now
 * @param recalled zones whose hold-down an operator waived for this round
 */
public record Fleet(
    String name,
    Instant observedAt,
    List<Node> nodes,
    List<Table> tables,
    List<Address> addresses,
    List<Gateway> gateways,
    List<Group> groups,
    Set<String> recalled) {

  /** Keeps unmodifiable copies; in order, so that no plan depends on how AWS lists things. */
  public Fleet {
    nodes = nodes.stream().sorted(Comparator.comparing(Node::id)).toList();
    tables = List.copyOf(tables);
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    groups = groups.stream().sorted(Comparator.comparing(Group::name)).toList();
    recalled = Set.copyOf(recalled);
  }

  /** The node of this id, if it is one of the fleet's. */
  public Optional<Node> node(String id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /** The node's health at the moment of the sighting. */
  public Health health(Node node) {
    return Health.of(node, observedAt);
  }

  /** Every zone that the fleet serves or has nodes in, sorted by name. */
  public SortedSet<String> zones() {
    return Stream.of(ring(), tables.stream().flatMap(table -> table.zone().stream()).toList())
        .flatMap(Collection::stream)
        .collect(toCollection(TreeSet::new));
  }

  /** The zones that have, or are to have, nodes of their own, sorted by name. */
  public SortedSet<String> ring() {
    return Stream.of(
            groups.stream().flatMap(group -> group.zones().stream()),
            nodes.stream().map(Node::zone),
            addresses.stream().map(Address::zone))
        .flatMap(zones -> zones)
        .collect(toCollection(TreeSet::new));
  }

  /** The zone whose node takes over this zone's address: its successor in the ring. */
  public Optional<String> heir(String zone) {
    SortedSet<String> ring = ring();
    if (!ring.contains(zone) || ring.size() < 2) {
      return Optional.empty();
    }
    SortedSet<String> after = ring.tailSet(zone + "\0");
    return Optional.of(after.isEmpty() ? ring.first() : after.first());
  }

  /** The zone that this zone's nodes are heir of: its predecessor in the ring. */
  public Optional<String> predecessor(String zone) {
    return ring().stream()
        .filter(other -> heir(other).filter(zone::equals).isPresent())
        .findFirst();
  }

  /** The tables of a zone that are ours to point, those with most subnets first. */
  public List<Table> tablesOf(String zone) {
    return tables.stream()
        .filter(Table::ours)
        .filter(table -> table.zone().filter(zone::equals).isPresent())
        .sorted(Table.BY_WEIGHT)
        .toList();
  }

  /** The Elastic IP of a zone; of several, one that was brought, and else one in use. */
  public Optional<Address> addressOf(String zone) {
    return addresses.stream()
        .filter(address -> address.zone().equals(zone))
        .min(
            Comparator.comparing((Address address) -> !address.brought())
                .thenComparing(address -> address.networkInterface().isEmpty())
                .thenComparing(Address::allocation));
  }

  /** Whether an operator asked that this zone be left alone for now. */
  public boolean paused(String zone) {
    List<Group> own = groups.stream().filter(group -> group.zones().contains(zone)).toList();
    return (own.isEmpty() ? groups : own)
        .stream()
            .flatMap(group -> group.marks().time(Mark.PAUSED_UNTIL).stream())
            .anyMatch(observedAt::isBefore);
  }

  /** This fleet with every node changed. */
  public Fleet mapNodes(UnaryOperator<Node> change) {
    return new Fleet(
        name,
        observedAt,
        nodes.stream().map(change).toList(),
        tables,
        addresses,
        gateways,
        groups,
        recalled);
  }

  /** This fleet with every group changed. */
  public Fleet mapGroups(UnaryOperator<Group> change) {
    return new Fleet(
        name,
        observedAt,
        nodes,
        tables,
        addresses,
        gateways,
        groups.stream().map(change).toList(),
        recalled);
  }

  /** This fleet with one zone's hold-down waived. */
  public Fleet recalling(String zone) {
    return new Fleet(name, observedAt, nodes, tables, addresses, gateways, groups, Set.of(zone));
  }
}
