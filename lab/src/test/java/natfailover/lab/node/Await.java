package natfailover.lab.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition of the world outside the JVM, and no longer than a deadline. */
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Await() {}

  /** Looks until something is there; {@code failure} says what was not, and what was. */
  static <T> T present(Supplier<Optional<T>> look, Supplier<String> failure) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(failure.get());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
