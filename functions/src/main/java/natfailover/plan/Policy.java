package natfailover.plan;

import java.time.Duration;

/**
 * How patient the planner is.
 *
 * @param holdDown how long a node must have been fit before traffic comes back to it
 * @param accusation how long a neighbour's word against a node counts
 * @param condemnAfter how long a doubt must have lasted before the node is replaced
 * @param preparation how long a planned move waits for the next node to say that it is prepared
 * @param proof how long a node on trial has to prove its egress
 */
public record Policy(
    Duration holdDown,
    Duration accusation,
    Duration condemnAfter,
    Duration preparation,
    Duration proof) {
  /** What suits most fleets. */
  public static final Policy DEFAULT =
      new Policy(
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));
}
