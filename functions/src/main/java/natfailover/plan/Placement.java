package natfailover.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one zone's traffic is to go.
 *
 * @param target the place chosen; empty when there is none
 * @param moves the tables to point now
 * @param waitingUntil when a planned move goes ahead even if the target has not said that it is
 *     prepared
 * @param after where each table of the zone points once the moves are made, by table id
 * @param unprotected why the zone has no egress to be sure of, if so
 */
record Placement(
    String zone,
    Optional<Ladder.Place> target,
    List<Move> moves,
    Optional<Instant> waitingUntil,
    Map<String, Egress> after,
    Optional<String> unprotected) {

  /**
   * One table's move.
   *
   * @param planned whether the old place still forwards, so that leaving it can be prepared
   */
  record Move(Table table, Ladder.Place to, boolean planned, String reason) {}

  /** Whether a planned move waits for its target. */
  boolean waiting() {
    return waitingUntil.isPresent();
  }

  /** Whether any table of the zone points at this node once the moves are made. */
  boolean usesAfter(Node node) {
    return after.containsValue(Egress.node(node.id()));
  }
}
