package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Action.Verdict;

/**
 * Ends lifecycle hooks: a launch when the node is ready, a termination when it carries nothing and
 * its last packets have had time to pass.
 */
final class Hooks {
  /**
   * A node goes on forwarding for this long after its last zone has left it: AWS answers that a
   * route or an address has moved some time before packets follow, and does not say how long.
   */
  private static final Duration LAST_PACKETS = Duration.ofSeconds(3);

  private final Fleet fleet;
  private final List<Placement> placements;

  Hooks(Fleet fleet, List<Placement> placements) {
    this.fleet = fleet;
    this.placements = placements;
  }

  /** The hook to end for a node, if one can be ended. */
  Optional<CompleteLifecycle> complete(Node node) {
    if (node.lifecycle(Lifecycle::awaitsLaunch) && fleet.health(node).fit()) {
      return complete(node, Transition.LAUNCHING, "ready since " + node.readySince().orElseThrow());
    }
    if (node.lifecycle(Lifecycle::awaitsTermination) && (!node.running() || rests(node))) {
      String reason = node.running() ? "carries no traffic" : "runs no longer";
      return complete(node, Transition.TERMINATING, reason);
    }
    return Optional.empty();
  }

  /**
   * When to look again: for a hook that has not begun to hold a node that is ready already, or for
   * the last packets of a node that its traffic has left.
   */
  Optional<Instant> due(Node node) {
    boolean early =
        node.lifecycle(Predicate.<Lifecycle>isEqual(new Lifecycle("Pending")))
            && fleet.health(node).fit();
    return early
        ? Optional.of(fleet.observedAt().plusSeconds(2))
        : lastPackets(node).filter(_ -> node.lifecycle(Lifecycle::awaitsTermination) && idle(node));
  }

  private boolean rests(Node node) {
    return idle(node) && lastPackets(node).isEmpty();
  }

  /** Until when packets may still come to a node that carries nothing any more, if they may. */
  private Optional<Instant> lastPackets(Node node) {
    return node.recorded()
        .left(fleet.observedAt())
        .map(at -> at.plus(LAST_PACKETS))
        .filter(fleet.observedAt()::isBefore);
  }

  private boolean idle(Node node) {
    return fleet.tables().stream().noneMatch(table -> table.egress().equals(Egress.node(node.id())))
        && placements.stream().noneMatch(placement -> placement.usesAfter(node));
  }

  private static Optional<CompleteLifecycle> complete(
      Node node, Transition transition, String reason) {
    return node.membership()
        .map(
            membership ->
                new CompleteLifecycle(node.id(), membership, transition, Verdict.CONTINUE, reason));
  }
}
