package natfailover.lab.region;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is to happen when, in order of time and then of planning. */
final class Agenda {
  private record Entry(Instant due, long serial, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::serial));
  private long planned;

  void plan(Instant due, Runnable task) {
    entries.add(new Entry(due, planned++, task));
  }

  Optional<Instant> nextDue() {
    return Optional.ofNullable(entries.peek()).map(Entry::due);
  }

  Runnable takeNext() {
    return entries.remove().task();
  }
}
