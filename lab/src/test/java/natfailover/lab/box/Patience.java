package natfailover.lab.box;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens beside a test, and no longer than a deadline. */
final class Patience {
  private Patience() {}

  static void await(Supplier<Boolean> condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.get()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("has not come about within 20 s");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
