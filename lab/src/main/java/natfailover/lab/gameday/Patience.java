package natfailover.lab.gameday;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets time pass where there is no lab with wires that could wait. */
final class Patience {
  private static final Duration LOOK = Duration.ofMillis(20);

  private Patience() {}

  static void await(Duration limit, String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not within " + limit.toSeconds() + " s, as it should be: " + what);
      }
      pause(LOOK);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
