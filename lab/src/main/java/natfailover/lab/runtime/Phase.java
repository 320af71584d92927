package natfailover.lab.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A phase of a sandbox's life with its limit: how long it took, or why it failed. */
final class Phase {
  private final Duration limit;
  private final Outcome.FunctionError whenLate;
  private final CompletableFuture<Duration> taken = new CompletableFuture<>();
  private volatile long begunAt;

  Phase(Duration limit, Function<Duration, Outcome.FunctionError> whenLate) {
    this.limit = limit;
    this.whenLate = whenLate.apply(limit);
  }

  void begin() {
    begunAt = System.nanoTime();
    CompletableFuture<Duration> _ = taken.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  void end() {
    taken.complete(Duration.ofNanos(System.nanoTime() - begunAt));
  }

  void fail(Outcome.FunctionError error) {
    taken.completeExceptionally(new SandboxFailedException(error));
  }

  /** Fails with {@link SandboxFailedException}. */
  CompletableFuture<Duration> taken() {
    return taken.exceptionallyCompose(
        failure ->
            CompletableFuture.failedFuture(
                failure instanceof TimeoutException
                    ? new SandboxFailedException(whenLate)
                    : failure));
  }
}
