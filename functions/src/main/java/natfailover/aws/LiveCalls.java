package natfailover.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import natfailover.aws.Pacer.Ticket;

/** Calls on virtual threads: paced, and retried with full jitter inside the invocation's time. */
public final class LiveCalls implements Calls {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final int DOUBLINGS = 5;

  /** A write that does not pass by then leaves it to the next round: others wait for this batch. */
  private static final Duration PATIENCE_WITH_A_WRITE = Duration.ofSeconds(5);

  private final Clock clock;
  private final Instant deadline;
  private final Sleeper sleeper;
  private final ThreadFactory threads;
  private final Pacer pacer = new Pacer();

  /** Waits, and says for how long; a simulation does both in a time of its own. */
  public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;

    /** Any part of a time. */
    default Duration some(Duration atMost) {
      return Duration.ofNanos(ThreadLocalRandom.current().nextLong(atMost.toNanos()));
    }

    /** A task's result, waited for this long and at least for a moment. */
    default <T> T result(Future<T> running, Duration left)
        throws InterruptedException, ExecutionException, TimeoutException {
      return running.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    }
  }

  /** A call, and its turn if it has to wait for one. */
  private record Turn<T>(Call<T> call, Optional<Ticket> ticket) {}

  /**
   * Calls of one invocation.
   *
   * @param deadline when the last answer is of use
   */
  public LiveCalls(Clock clock, Instant deadline) {
    this(clock, deadline, Thread::sleep, Thread.ofVirtual().factory());
  }

  /** Calls whose threads and waits are somebody else's. */
  public LiveCalls(Clock clock, Instant deadline, Sleeper sleeper, ThreadFactory threads) {
    this.clock = clock;
    this.deadline = deadline;
    this.sleeper = sleeper;
    this.threads = threads;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void waitUntil(Instant then) {
    Duration left = Duration.between(now(), then.isBefore(deadline) ? then : deadline);
    if (left.isPositive()) {
      try {
        sleeper.sleep(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Turns are given in the order of the batch, so that the most important calls go first. */
  @Override
  public <T> List<Attempt<T>> run(List<Call<T>> batch) {
    if (now().isAfter(deadline)) {
      return batch.stream().<Attempt<T>>map(_ -> notTried()).toList();
    }
    List<Turn<T>> turns = batch.stream().map(this::turn).toList();
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      Instant start = now();
      List<Future<Attempt<T>>> running =
          turns.stream().map(turn -> executor.submit(() -> attempt(turn))).toList();
      List<Attempt<T>> attempts = new ArrayList<>();
      for (int i = 0; i < running.size(); i++) {
        attempts.add(result(running.get(i), endOf(batch.get(i), start)));
      }
      return attempts;
    }
  }

  private <T> Turn<T> turn(Call<T> call) {
    return new Turn<>(
        call, call.write() ? Optional.of(pacer.take(call.api(), now())) : Optional.empty());
  }

  private <T> Attempt<T> attempt(Turn<T> turn) {
    if (!awaited(turn)) {
      return notTried();
    }
    Instant start = now();
    for (int tried = 0; ; tried++) {
      try {
        T value = turn.call().body().get();
        return new Attempt.Answered<>(value, Duration.between(start, now()));
      } catch (RuntimeException exception) {
        Failure failure = ErrorCodes.failure(exception);
        if (!mayTryAgain(turn, failure, start, tried)) {
          return new Attempt.Refused<>(failure, Duration.between(start, now()));
        }
      }
    }
  }

  private static <T> Attempt<T> notTried() {
    return new Attempt.Refused<>(GivenUp.NO_TIME_LEFT, Duration.ZERO);
  }

  /** Waits for the call's turn; false when that comes too late. */
  private boolean awaited(Turn<?> turn) {
    Instant goesAt = goesAt(turn);
    while (goesAt.isAfter(now()) && !goesAt.isAfter(deadline) && !interrupted()) {
      waitUntil(goesAt);
      goesAt = goesAt(turn);
    }
    turn.ticket().ifPresent(pacer::leaves);
    return !goesAt.isAfter(deadline) && !now().isAfter(deadline) && !interrupted();
  }

  private Instant goesAt(Turn<?> turn) {
    return turn.ticket().map(pacer::goesAt).orElseGet(this::now);
  }

  /** Waits before another try; false when none is worth it or there is no time left for it. */
  private boolean mayTryAgain(Turn<?> turn, Failure failure, Instant start, int tried) {
    boolean write = turn.call().write();
    if (turn.call().box().isPresent()) {
      return false;
    }
    return switch (failure.meaning()) {
      case THROTTLED -> {
        turn.ticket().ifPresent(ticket -> pacer.refused(ticket, now()));
        yield paused(write ? Pacer.REFILL : ceiling(tried), deadline) && awaited(turn);
      }
      case TRANSIENT -> paused(ceiling(tried), write ? giveUp(start) : deadline);
      case NO_SUCH_ROUTE, OVERTAKEN, NO_ACTIVE_LIFECYCLE_ACTION, FINAL -> false;
    };
  }

  private Instant giveUp(Instant start) {
    Instant end = start.plus(PATIENCE_WITH_A_WRITE);
    return end.isBefore(deadline) ? end : deadline;
  }

  private static Duration ceiling(int tried) {
    return FIRST_BACKOFF.multipliedBy(1L << Math.min(tried, DOUBLINGS));
  }

  /** Full jitter: waits for any part of the time; false when that would be too late. */
  private boolean paused(Duration ceiling, Instant end) {
    Instant then = now().plus(sleeper.some(ceiling));
    if (then.isAfter(end) || interrupted()) {
      return false;
    }
    waitUntil(then);
    return true;
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }

  private Instant endOf(Call<?> call, Instant start) {
    return call.box().map(start::plus).filter(deadline::isAfter).orElse(deadline);
  }

  /** A call that AWS leaves hanging is given up in time for the report, or for what follows. */
  private <T> Attempt<T> result(Future<Attempt<T>> running, Instant end) {
    Duration left = Duration.between(now(), end);
    try {
      return sleeper.result(running, left);
    } catch (TimeoutException | CancellationException _) {
      running.cancel(true);
      return new Attempt.Refused<>(
          end.isBefore(deadline) ? GivenUp.TOO_LATE : GivenUp.NO_ANSWER, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while AWS was asked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed in our own code", e.getCause());
    }
  }
}
