package natfailover.lab.benchmark;

import java.time.Duration;

/**
 * The tokens that AWS gives for the writes of one API.
 *
 * @param size how many may go at once
 * @param refill how many more each second
 */
public record Bucket(int size, int refill) {
  /** EC2 developer guide, «Request throttling for the Amazon EC2 API»: ReplaceRoute. */
  public static final Bucket PUBLISHED = new Bucket(50, 5);

  /** When the nth call, counted from 1, may go at the earliest, after a full bucket's first. */
  public Duration turn(int nth) {
    long beyond = Math.max(0, nth - size);
    return Duration.ofSeconds(beyond).dividedBy(refill);
  }
}
