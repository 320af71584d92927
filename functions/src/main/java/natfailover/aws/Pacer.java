package natfailover.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the writes of each API to the rate that AWS publishes for them: 50 at once, then 5 a second
 * (EC2 developer guide, «Request throttling for the Amazon EC2 API»). Without it, writes beyond the
 * bucket are refused and some run out of retries.
 */
final class Pacer {
  private static final int BUCKET = 50;
  private static final Duration REFILL = Duration.ofMillis(200);

  /** By API, when its bucket will be full again. */
  private final Map<String, Instant> fullAt = new HashMap<>();

  /** Takes one token and tells when the call may go. */
  synchronized Instant reserve(String api, Instant now) {
    Instant full = later(fullAt.getOrDefault(api, now), now);
    fullAt.put(api, full.plus(REFILL));
    return later(full.minus(REFILL.multipliedBy(BUCKET - 1)), now);
  }

  /** AWS says that the bucket is empty: somebody else draws on it too. */
  synchronized void emptied(String api, Instant now) {
    Instant refilled = now.plus(REFILL.multipliedBy(BUCKET));
    fullAt.put(api, later(fullAt.getOrDefault(api, now), refilled));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
