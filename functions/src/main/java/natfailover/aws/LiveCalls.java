package natfailover.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import natfailover.aws.Failure.Meaning;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls on virtual threads: paced, and retried with full jitter inside the invocation's time. */
public final class LiveCalls implements Calls {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final int DOUBLINGS = 5;

  private static final Failure NO_TIME_LEFT =
      new Failure(
          "NoTimeLeft",
          "AWS's rate for this API lets the call go only after this invocation ends; the next one"
              + " takes it up",
          Meaning.FINAL);

  private final Clock clock;
  private final Instant deadline;
  private final Pacer pacer = new Pacer();

  /**
   * Calls of one invocation.
   *
   * @param deadline when the last answer is of use
   */
  public LiveCalls(Clock clock, Instant deadline) {
    this.clock = clock;
    this.deadline = deadline;
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
        Thread.sleep(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public <T> List<Attempt<T>> run(List<Call<T>> batch) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Attempt<T>>> running = batch.stream().map(call -> start(threads, call)).toList();
      return running.stream().map(LiveCalls::result).toList();
    }
  }

  /** Tokens are taken in the order of the batch, so that the most important calls go first. */
  private <T> Future<Attempt<T>> start(ExecutorService threads, Call<T> call) {
    Instant start = call.write() ? pacer.reserve(call.api(), now()) : now();
    return threads.submit(() -> attempt(call, start));
  }

  private <T> Attempt<T> attempt(Call<T> call, Instant start) {
    if (start.isAfter(deadline)) {
      return new Attempt.Refused<>(NO_TIME_LEFT, Duration.ZERO);
    }
    Instant next = start;
    for (int tried = 0; ; tried++) {
      waitUntil(next);
      try {
        T value = call.body().get();
        return new Attempt.Answered<>(value, Duration.between(start, now()));
      } catch (SdkException exception) {
        Failure failure = ErrorCodes.failure(exception);
        next = retryAt(call, failure, tried);
        if (next.isAfter(deadline)) {
          return new Attempt.Refused<>(failure, Duration.between(start, now()));
        }
      }
    }
  }

  private Instant retryAt(Call<?> call, Failure failure, int tried) {
    Duration ceiling = FIRST_BACKOFF.multipliedBy(1L << Math.min(tried, DOUBLINGS));
    Duration jitter = Duration.ofNanos(ThreadLocalRandom.current().nextLong(ceiling.toNanos()));
    if (failure.meaning() == Meaning.THROTTLED && call.write()) {
      pacer.emptied(call.api(), now());
      return pacer.reserve(call.api(), now()).plus(jitter);
    }
    boolean mayPass =
        failure.meaning() == Meaning.TRANSIENT || failure.meaning() == Meaning.THROTTLED;
    return mayPass ? now().plus(jitter) : Instant.MAX;
  }

  private static <T> T result(Future<T> running) {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while AWS was asked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed in our own code", e.getCause());
    }
  }
}
