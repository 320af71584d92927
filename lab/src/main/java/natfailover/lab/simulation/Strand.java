package natfailover.lab.simulation;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while it has the turn, and gives it back whenever it waits: of all
 * strands and the simulation itself exactly one runs at any moment, and the timetable decides
 * which. So blocking code is interleaved the same way in every run with the same seed.
 */
final class Strand {
  private static final ThreadLocal<@Nullable Strand> CURRENT = new ThreadLocal<>();

  private final Timetable time;
  private final Runnable task;
  private final Runnable whenOver;
  private final Thread thread;
  private boolean turn;
  private boolean over;
  private boolean killed;
  private long waits;

  /** Thrown where a strand waits once its invocation has been killed; nothing may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /**
   * A strand whose thread somebody has to start.
   *
   * @param whenOver told as the very last thing
   */
  Strand(Timetable time, Runnable task, Runnable whenOver) {
    this.time = time;
    this.task = task;
    this.whenOver = whenOver;
    this.thread = time.turns().unstarted(this::run);
  }

  Thread thread() {
    return thread;
  }

  boolean over() {
    return over;
  }

  /** The strand that has the turn. */
  static Strand current() {
    Strand strand = CURRENT.get();
    if (strand == null) {
      throw new IllegalStateException("only a strand may wait in virtual time");
    }
    return strand;
  }

  private void run() {
    CURRENT.set(this);
    awaitTurn();
    try {
      // Though it be killed already: whoever started it waits for its task to end.
      task.run();
    } catch (Killed _) {
      // As it was meant to.
    } finally {
      over = true;
      whenOver.run();
    }
  }

  /** Gives the strand the turn until it waits or ends; for the simulation's own thread. */
  void go() {
    if (over) {
      return;
    }
    turn = true;
    LockSupport.unpark(thread);
    time.turns().take();
  }

  boolean killed() {
    return killed;
  }

  /** Ends the strand where it waits; for the simulation's own thread. */
  void kill() {
    killed = true;
    go();
  }

  /** Waits until then, or until it is nudged; for the strand itself. */
  void waitUntil(Instant then) {
    liveOn();
    long number = ++waits;
    time.plan(then, () -> goIfStill(number));
    turn = false;
    awaitTurn();
    liveOn();
  }

  private void liveOn() {
    if (killed) {
      throw new Killed();
    }
  }

  /** Ends what the strand waits for. */
  void nudge() {
    long number = waits;
    time.plan(time.instant(), () -> goIfStill(number));
  }

  private void goIfStill(long number) {
    if (number == waits) {
      go();
    }
  }

  private void awaitTurn() {
    boolean interrupted = false;
    while (!turn) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
  }
}
