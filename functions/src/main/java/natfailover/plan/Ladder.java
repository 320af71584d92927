package natfailover.plan;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fallback ladder of one zone: every place its traffic may be moved to, best first. */
final class Ladder {
  private final Fleet fleet;
  private final String zone;
  private final Optional<String> heir;
  private final Optional<Address> address;
  private final Map<String, Set<String>> carried;
  private final Set<String> losing;

  /**
   * The ladder of a zone.
   *
   * @param carried the zones that each node carries, by node id, as decided so far
   * @param losing the nodes whose primary address is about to lose its Elastic IP
   */
  Ladder(Fleet fleet, String zone, Map<String, Set<String>> carried, Set<String> losing) {
    this.fleet = fleet;
    this.zone = zone;
    this.heir = fleet.heir(zone);
    this.address = fleet.addressOf(zone);
    this.carried = carried;
    this.losing = losing;
  }

  /** A place for the traffic; the node is empty for a gateway. */
  record Place(Egress egress, Rung rung, Optional<Node> node) {}

  /** Every fit place, best first. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    fleet.nodes().stream()
        .filter(node -> fleet.health(node).fit() && reachesInternet(node))
        .map(this::place)
        .sorted(comparing(Place::rung).thenComparing(place -> place.node().orElseThrow(), order()))
        .forEach(places::add);
    fleet.gateways().stream()
        .filter(Gateway::available)
        .map(this::place)
        .sorted(comparing(Place::rung).thenComparing(place -> place.egress().id()))
        .forEach(places::add);
    return places;
  }

  /**
   * The place that a table of the zone points at, unless that is nothing of the fleet's. Where the
   * traffic went before on-boarding it may stay until a node has proved itself, but no longer.
   */
  Optional<Place> placeOf(Egress egress) {
    return switch (egress.kind()) {
      case NODE -> fleet.node(egress.id()).map(this::place);
      case GATEWAY ->
          fleet.gateways().stream()
              .filter(gateway -> gateway.id().equals(egress.id()))
              .findFirst()
              .map(this::place);
      case PREVIOUS -> Optional.of(new Place(egress, Rung.FLEET_GATEWAY, Optional.empty()));
      case BLACKHOLE, NONE, FOREIGN -> Optional.empty();
    };
  }

  /**
   * The private address on which a node can stand for the zone's Elastic IP: the primary one at
   * home, the adoption address at the heir.
   */
  Optional<String> addressSlot(Node node) {
    if (node.zone().equals(zone)) {
      return Optional.of(node.attachment().privateAddress());
    }
    return inherits(node) ? node.attachment().adoptionAddress() : Optional.empty();
  }

  /** Whether the zone's Elastic IP is with this node now. */
  boolean holdsAddress(Node node) {
    return address
        .flatMap(Address::networkInterface)
        .filter(held -> node.attachment().networkInterface().filter(held::equals).isPresent())
        .isPresent();
  }

  /**
   * Whether the zone's address is at home already, with a node that is being launched: one that has
   * just proved itself to another invocation, and would lose its way out if the address left.
   */
  boolean addressIsArriving() {
    return fleet.nodes().stream()
        .filter(node -> node.zone().equals(zone) && holdsAddress(node) && unknown(node))
        .anyMatch(node -> node.readySince().isEmpty() && node.lifecycle(Lifecycle::launching));
  }

  /** Whether traffic sent to the node gets out: it has, and keeps, a public address. */
  boolean lit(Node node) {
    return (node.attachment().publicAddress() && !losing.contains(node.id())) || holdsAddress(node);
  }

  private boolean reachesInternet(Node node) {
    return node.attachment().networkInterface().isPresent()
        && (lit(node) || (addressComes() && addressSlot(node).isPresent()));
  }

  /** Not from a node that the zone's traffic uses and that nothing is known of: that keeps both. */
  private boolean addressComes() {
    boolean held =
        fleet.nodes().stream()
            .filter(node -> holdsAddress(node) && unknown(node))
            .map(node -> Egress.node(node.id()))
            .anyMatch(egress -> fleet.tablesOf(zone).stream().anyMatch(uses(egress)));
    return address.isPresent() && !held;
  }

  private boolean unknown(Node node) {
    return fleet.health(node).verdict() == Health.Verdict.UNKNOWN;
  }

  private static Predicate<Table> uses(Egress egress) {
    return table -> table.egress().equals(egress);
  }

  private Place place(Node node) {
    Rung rung =
        node.zone().equals(zone) ? Rung.ZONE_NODE : inherits(node) ? Rung.HEIR : Rung.OTHER_NODE;
    return new Place(Egress.node(node.id()), rung, Optional.of(node));
  }

  /** One that can only masquerade is no heir: connections that come with the address would hang. */
  private boolean inherits(Node node) {
    return heir.filter(node.zone()::equals).isPresent() && !node.masquerades();
  }

  private Place place(Gateway gateway) {
    boolean home = gateway.zone().filter(zone::equals).isPresent();
    return new Place(
        Egress.gateway(gateway.id()),
        home ? Rung.ZONE_GATEWAY : Rung.FLEET_GATEWAY,
        Optional.empty());
  }

  /**
   * Within a rung: the address's holder, who can take it, the least loaded, the proved, the carrier
   * at home.
   */
  private Comparator<Node> order() {
    return comparing((Node node) -> !holdsAddress(node))
        .thenComparing(node -> address.isPresent() && addressSlot(node).isEmpty())
        .thenComparing(comparingInt(this::foreignZones))
        .thenComparing(node -> node.zone().equals(zone) ? "" : node.zone())
        .thenComparing(node -> !carriesOwn(node))
        .thenComparing(node -> !node.attachment().publicAddress())
        .thenComparing(Node::fitSince)
        .thenComparing(Node::id);
  }

  private int foreignZones(Node node) {
    return (int)
        carriedBy(node).filter(other -> !other.equals(node.zone()) && !other.equals(zone)).count();
  }

  private boolean carriesOwn(Node node) {
    return carriedBy(node).anyMatch(node.zone()::equals);
  }

  private Stream<String> carriedBy(Node node) {
    return carried.getOrDefault(node.id(), Set.of()).stream();
  }
}
