package natfailover.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Action.Verdict;

/** Ends lifecycle hooks: a launch when the node is ready, a termination when it carries nothing. */
final class Hooks {
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
    if (node.lifecycle(Lifecycle::awaitsTermination) && (!node.running() || idle(node))) {
      String reason = node.running() ? "carries no traffic" : "runs no longer";
      return complete(node, Transition.TERMINATING, reason);
    }
    return Optional.empty();
  }

  /** When to look again for a hook that has not begun to hold a node that is ready already. */
  Optional<Instant> notYetWaiting(Node node) {
    boolean early =
        node.lifecycle(Predicate.<Lifecycle>isEqual(new Lifecycle("Pending")))
            && fleet.health(node).fit();
    return early ? Optional.of(fleet.observedAt().plusSeconds(2)) : Optional.empty();
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
