package natfailover.plan;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who exchanges heartbeats and state with whom. Each zone has one member in the ring: the node that
 * carries the zone's traffic, else a fit one, else one that runs, else one that starts. It is
 * linked to the members of the zones before and after, and to one spare of its own zone; so every
 * link is known at both ends.
 */
final class Peers {
  private final Fleet fleet;
  private final List<Placement> placements;

  /** Those of a fleet whose traffic is placed like this. */
  Peers(Fleet fleet, List<Placement> placements) {
    this.fleet = fleet;
    this.placements = placements;
  }

  /** As a tag has it, {@code pred=ip,succ=ip,spare=ip}, without those that there are not. */
  Optional<String> tag(Node node) {
    String zone = node.zone();
    List<Node> own = candidates(zone).toList();
    List<Node> pair = own.subList(0, Math.min(2, own.size()));
    Stream<String> links =
        own.stream().findFirst().filter(node::equals).isPresent()
            ? Stream.of(
                    fleet.predecessor(zone).flatMap(this::member).map(peer -> link("pred", peer)),
                    fleet.heir(zone).flatMap(this::member).map(peer -> link("succ", peer)),
                    spare(node, pair))
                .flatMap(Optional::stream)
            : spare(node, pair).stream();
    return Optional.of(links.collect(Collectors.joining(","))).filter(text -> !text.isEmpty());
  }

  private static Optional<String> spare(Node node, List<Node> pair) {
    return pair.contains(node)
        ? pair.stream().filter(other -> !other.equals(node)).map(o -> link("spare", o)).findFirst()
        : Optional.empty();
  }

  private static String link(String role, Node peer) {
    return role + "=" + peer.attachment().privateAddress();
  }

  private Optional<Node> member(String zone) {
    return candidates(zone).findFirst();
  }

  /** The nodes of a zone that can be peers, its member first, then its spare. */
  private Stream<Node> candidates(String zone) {
    return fleet.nodes().stream()
        .filter(node -> node.zone().equals(zone) && !node.handBuilt())
        .filter(node -> node.running() || node.state() == InstanceState.PENDING)
        .filter(node -> !node.attachment().privateAddress().isEmpty())
        .sorted(order(zone));
  }

  private Comparator<Node> order(String zone) {
    Optional<Placement> placement =
        placements.stream().filter(placed -> placed.zone().equals(zone)).findFirst();
    return comparing((Node node) -> !placement.filter(p -> p.usesAfter(node)).isPresent())
        .thenComparing(node -> !placement.filter(p -> isTarget(p, node)).isPresent())
        .thenComparing(node -> !fleet.health(node).fit())
        .thenComparing(node -> !node.running())
        .thenComparing(Node::id);
  }

  /** Whether the zone's traffic is about to come here. */
  private static boolean isTarget(Placement placement, Node node) {
    return placement.waiting()
        && placement.target().flatMap(Ladder.Place::node).filter(node::equals).isPresent();
  }
}
