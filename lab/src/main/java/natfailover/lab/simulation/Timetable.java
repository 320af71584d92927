package natfailover.lab.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import natfailover.lab.region.Agenda;

/** Virtual time and what is to happen in it; who was planned first goes first. */
final class Timetable extends Clock {
  private final Agenda agenda = new Agenda();
  private final Turns turns = new Turns();
  private Instant now;

  Timetable(Instant start) {
    this.now = start;
  }

  void plan(Instant due, Runnable deed) {
    agenda.plan(due.isBefore(now) ? now : due, deed);
  }

  void after(Duration delay, Runnable deed) {
    plan(now.plus(delay), deed);
  }

  /** Where its threads run. */
  Turns turns() {
    return turns;
  }

  Optional<Instant> nextDue() {
    return agenda.nextDue();
  }

  /** Time goes on to the next entry, which happens. */
  void takeNext() {
    now = agenda.nextDue().orElseThrow();
    agenda.takeNext().run();
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
