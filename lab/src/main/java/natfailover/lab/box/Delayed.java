package natfailover.lab.box;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A value that is seen only some time after it was set. */
final class Delayed<T> {
  private record Version<T>(long since, T value) {}

  private final long delay;
  private final Deque<Version<T>> versions = new ArrayDeque<>();

  Delayed(Duration delay) {
    this.delay = delay.toNanos();
  }

  /** Notes the value of a moment; the first one has been there all along. */
  void set(T value, long now) {
    if (versions.isEmpty()) {
      versions.add(new Version<>(now - delay, value));
    } else if (!versions.getLast().value().equals(value)) {
      versions.add(new Version<>(now, value));
    }
  }

  /** What is seen at a moment; a value must have been set. */
  T seen(long now) {
    while (versions.size() > 1 && dueOfSecond() <= now) {
      versions.removeFirst();
    }
    return versions.getFirst().value();
  }

  /** When something else will be seen. */
  Optional<Long> nextDue() {
    return versions.size() > 1 ? Optional.of(dueOfSecond()) : Optional.empty();
  }

  private long dueOfSecond() {
    return versions.stream().skip(1).findFirst().orElseThrow().since() + delay;
  }
}
