package natfailover.plan;

import java.util.Optional;

/** Tells why a table cannot stay where it points. */
final class Trouble {
  private final Fleet fleet;
  private final Ladder ladder;

  /** Judges the tables of one zone, the one that the ladder is for. */
  Trouble(Fleet fleet, Ladder ladder) {
    this.fleet = fleet;
    this.ladder = ladder;
  }

  /** Why the table's traffic is lost or about to be; empty when it may stay. */
  Optional<String> of(Table table) {
    Egress egress = table.egress();
    return switch (egress.kind()) {
      case NONE -> Optional.of("has no default route");
      case BLACKHOLE -> Optional.of(deadEnd(egress.id()));
      case FOREIGN, PREVIOUS -> Optional.empty();
      case GATEWAY ->
          fleet.gateways().stream()
              .filter(gateway -> gateway.id().equals(egress.id()) && !gateway.available())
              .findFirst()
              .map(gateway -> gateway.id() + " is not available");
      case NODE -> fleet.node(egress.id()).flatMap(this::of);
    };
  }

  /** AWS says the same of a target that is stopped, of one that is no more, and of none. */
  private String deadEnd(String id) {
    if (id.isEmpty()) {
      return "has a default route to nothing";
    }
    return fleet
        .node(id)
        .map(node -> of(node).orElse(id + " was gone when the route was looked at"))
        .orElse(id + " is gone");
  }

  private Optional<String> of(Node node) {
    Health health = fleet.health(node);
    return switch (health.verdict()) {
      case UNKNOWN -> Optional.empty();
      case UNHEALTHY -> Optional.of(node.id() + " " + String.join(", ", health.evidence()));
      case HEALTHY ->
          ladder.lit(node)
              ? Optional.empty()
              : Optional.of(node.id() + " has or keeps no public address to send from");
    };
  }
}
