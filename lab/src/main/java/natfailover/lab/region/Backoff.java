package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;

/** The growing pause after launches that failed. */
final class Backoff {
  private Instant until = Instant.MIN;
  private int failures;

  boolean holds(Instant now) {
    return now.isBefore(until);
  }

  Instant until() {
    return until;
  }

  void failed(Instant now, Timing timing) {
    Duration pause = timing.launchRetry().multipliedBy(1L << Math.min(failures, 20));
    failures++;
    Duration limit = timing.launchRetryLimit();
    until = now.plus(pause.compareTo(limit) < 0 ? pause : limit);
  }

  void succeeded() {
    failures = 0;
    until = Instant.MIN;
  }
}
