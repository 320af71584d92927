package natfailover.plan;

import java.time.Instant;

/**
 * Remembers that status checks fail: EC2 forgets that once they pass again, and the hold-down is to
 * begin then. Hence a doubt that is renewed while they fail.
 */
final class Impairment {
  private Impairment() {}

  /** The node with its failing status checks counted as a doubt. */
  static Node remember(Node node, Instant now, Policy policy) {
    boolean failing = node.running() && node.checks().verdict() == Checks.Verdict.IMPAIRED;
    if (!failing || remembered(node, now.plus(policy.accusation().dividedBy(2)))) {
      return node;
    }
    Instant since =
        node.suspect(now)
            ? node.marks().time(Mark.SUSPECT_SINCE).orElse(now)
            : node.checks().impairedSince().orElse(now);
    return node.with(
        node.marks()
            .without(Mark.ACCUSED_BY)
            .with(Mark.SUSPECT_SINCE, since)
            .with(Mark.SUSPECT_UNTIL, now.plus(policy.accusation())));
  }

  private static boolean remembered(Node node, Instant until) {
    return node.suspect(until);
  }
}
