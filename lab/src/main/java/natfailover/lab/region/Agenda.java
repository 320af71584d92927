package natfailover.lab.region;

import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is to happen when, in order of time and then of planning. */
public final class Agenda {
  private record Entry(Instant due, long serial, Runnable task) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(serial, other.serial);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long planned;

  public void plan(Instant due, Runnable task) {
    entries.add(new Entry(due, planned++, task));
  }

  public Optional<Instant> nextDue() {
    return Optional.ofNullable(entries.peek()).map(Entry::due);
  }

  /**
   * Takes off what comes next, for the caller to do.
   *
   * @throws java.util.NoSuchElementException if there is nothing
   */
  public Runnable takeNext() {
    return entries.remove().task();
  }
}
