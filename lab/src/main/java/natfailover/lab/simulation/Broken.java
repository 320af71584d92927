package natfailover.lab.simulation;

import java.time.Instant;

/** A rule that was broken, when, and how; thrown, since a life ends with it. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Rule rule;
  private final transient Instant at;

  Broken(Rule rule, Instant at, String how) {
    super(how, null, false, false);
    this.rule = rule;
    this.at = at;
  }

  Rule rule() {
    return rule;
  }

  Instant at() {
    return at;
  }

  String how() {
    return String.valueOf(getMessage());
  }
}
