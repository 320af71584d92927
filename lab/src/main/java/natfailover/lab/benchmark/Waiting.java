package natfailover.lab.benchmark;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what the region or the function does in its own time. */
final class Waiting {
  private Waiting() {}

  /** Looks until a condition holds; a benchmark whose set-up hangs has to say where. */
  static void until(String what, Duration patience, Duration look, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "waited %d s in vain until %s".formatted(patience.toSeconds(), what));
      }
      try {
        Thread.sleep(look);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted before " + what, e);
      }
    }
  }
}
