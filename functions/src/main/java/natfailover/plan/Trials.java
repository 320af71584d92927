package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Judges nodes that carry traffic on trial: a node without a public address cannot prove its egress
 * before the traffic, and with it the zone's address, is back.
 */
final class Trials {
  private Trials() {}

  /** The node with its trial passed, failed or going on. */
  static Node judge(Node node, Instant now, Policy policy) {
    Optional<Instant> began = node.marks().time(Mark.TRIAL_SINCE);
    if (began.isEmpty()) {
      return node;
    }
    if (node.readySince().filter(ready -> proves(node, ready)).isPresent()) {
      return node.with(node.marks().without(Mark.TRIAL_SINCE));
    }
    if (now.isBefore(began.get().plus(policy.proof()))) {
      return node;
    }
    if (judged(node, began.get().plus(policy.proof()), policy)) {
      return node.with(node.marks().without(Mark.TRIAL_SINCE, Mark.ACCUSED_BY));
    }
    Marks failed =
        node.marks()
            .without(Mark.TRIAL_SINCE, Mark.ACCUSED_BY)
            .with(Mark.SUSPECT_SINCE, now)
            .with(Mark.SUSPECT_UNTIL, now.plus(nextHoldDown(node, policy)));
    return node.with(failed).noting("did not prove its egress within " + policy.proof());
  }

  /** Whether a proof of this time ends the node's trial, if it is on one. */
  static boolean proves(Node node, Instant proof) {
    // A proof's time is its event's, which EventBridge cuts to whole seconds.
    return node.marks()
        .time(Mark.TRIAL_SINCE)
        .map(began -> began.truncatedTo(ChronoUnit.SECONDS))
        .filter(began -> !proof.isBefore(began))
        .isPresent();
  }

  /** When the trial that goes on is judged. */
  static Optional<Instant> verdictDue(Node node, Policy policy) {
    return node.marks().time(Mark.TRIAL_SINCE).map(began -> began.plus(policy.proof()));
  }

  /**
   * Whether it has failed already, and only the mark of the trial could not be taken away: a doubt
   * from after its end, as long as none but a trial makes.
   */
  private static boolean judged(Node node, Instant end, Policy policy) {
    boolean since =
        node.marks().time(Mark.SUSPECT_SINCE).filter(at -> !at.isBefore(end)).isPresent();
    return since && lastDoubt(node).compareTo(policy.holdDown().multipliedBy(2)) >= 0;
  }

  /** Twice the hold-down, and twice the last doubt where that was longer. */
  private static Duration nextHoldDown(Node node, Policy policy) {
    Duration last = lastDoubt(node);
    return (last.compareTo(policy.holdDown()) > 0 ? last : policy.holdDown()).multipliedBy(2);
  }

  private static Duration lastDoubt(Node node) {
    return node.marks()
        .time(Mark.SUSPECT_SINCE)
        .flatMap(
            since -> node.marks().time(Mark.SUSPECT_UNTIL).map(u -> Duration.between(since, u)))
        .orElse(Duration.ZERO);
  }
}
