package natfailover.lab.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Virtual time and what is to happen in it; who was planned first goes first. */
final class Timetable extends Clock {
  private record Entry(Instant due, long serial, Runnable deed) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::serial));
  private Instant now;
  private long planned;

  Timetable(Instant start) {
    this.now = start;
  }

  void plan(Instant due, Runnable deed) {
    entries.add(new Entry(due.isBefore(now) ? now : due, planned++, deed));
  }

  void after(Duration delay, Runnable deed) {
    plan(now.plus(delay), deed);
  }

  Optional<Instant> nextDue() {
    return Optional.ofNullable(entries.peek()).map(Entry::due);
  }

  /** Time goes on to the next entry, which happens. */
  void takeNext() {
    Entry next = entries.remove();
    now = next.due();
    next.deed().run();
  }

  /** Time goes on while nothing of ours happens. */
  void passTo(Instant then) {
    now = then.isAfter(now) ? then : now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only instants are asked for");
  }
}
