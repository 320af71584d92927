package natfailover.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** EC2's own: so many calls of an API at once, then five a second; refuses the rest. */
final class TokenBucket {
  private static final Duration REFILL = Duration.ofMillis(200);

  private final Clock clock;
  private final int size;
  private final Map<String, Duration> spent = new HashMap<>();
  private Instant last;
  int refusals;

  TokenBucket(Clock clock, int size) {
    this.clock = clock;
    this.size = size;
    this.last = clock.instant();
  }

  synchronized void take(String action) {
    Duration passed = Duration.between(last, clock.instant());
    last = clock.instant();
    spent.replaceAll((_, time) -> time.compareTo(passed) > 0 ? time.minus(passed) : Duration.ZERO);
    Duration after = spent.getOrDefault(action, Duration.ZERO).plus(REFILL);
    if (after.compareTo(REFILL.multipliedBy(size)) > 0) {
      refusals++;
      throw new FakeAws.Refusal("RequestLimitExceeded", "Request limit exceeded.", 503);
    }
    spent.put(action, after);
  }
}
