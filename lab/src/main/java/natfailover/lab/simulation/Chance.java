package natfailover.lab.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What the seed decides. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    // Neighbouring seeds of Random begin alike.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Duration upTo(Duration most) {
    return between(Duration.ZERO, most);
  }

  Duration between(Duration least, Duration most) {
    long width = Math.max(1, most.minus(least).toNanos());
    return least.plusNanos(random.nextLong(width));
  }
}
