package natfailover.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The one door to AWS, and the one clock: runs a batch of calls side by side, each with its
 * retries. In production on virtual threads; in simulation in a seeded order and virtual time.
 */
public interface Calls {
  /** What AWS describes may be this much behind what it has accepted. */
  Duration DESCRIBE_LAG = Duration.ofSeconds(2);

  /** The time. */
  Instant now();

  /** Waits until then, or until the time left is used up, whichever comes first. */
  void waitUntil(Instant then);

  /** Runs the calls side by side; the answers stand in the order of the calls. */
  <T> List<Attempt<T>> run(List<Call<T>> batch);
}
