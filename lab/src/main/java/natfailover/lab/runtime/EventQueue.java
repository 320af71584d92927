package natfailover.lab.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import natfailover.lab.runtime.FailedEvent.Condition;

/** Lambda's queue of asynchronous events: retries after function errors, then the destination. */
final class EventQueue {
  private final AsynchronousSettings settings;
  private final Function<Event, CompletableFuture<Invocation>> invoker;

  EventQueue(
      AsynchronousSettings settings, Function<Event, CompletableFuture<Invocation>> invoker) {
    this.settings = settings;
    this.invoker = invoker;
  }

  /** Completes with the last attempt. */
  CompletableFuture<Invocation> submit(Event event) {
    return attempt(new Queued(event, System.nanoTime(), 1));
  }

  private CompletableFuture<Invocation> attempt(Queued queued) {
    return invoker
        .apply(queued.event())
        .thenCompose(
            invocation ->
                switch (invocation.outcome()) {
                  case Outcome.Success _ -> CompletableFuture.completedFuture(invocation);
                  case Outcome.FunctionError _ -> failed(queued, invocation);
                });
  }

  private CompletableFuture<Invocation> failed(Queued queued, Invocation invocation) {
    if (queued.attempt() > settings.retryDelays().size()) {
      return giveUp(queued, invocation, Condition.RETRIES_EXHAUSTED);
    }
    Duration delay = settings.retryDelays().get(queued.attempt() - 1);
    if (queued.age().plus(delay).compareTo(settings.maximumAge()) > 0) {
      return giveUp(queued, invocation, Condition.EVENT_AGE_EXCEEDED);
    }
    Executor later =
        CompletableFuture.delayedExecutor(
            delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    return CompletableFuture.supplyAsync(queued::again, later).thenCompose(this::attempt);
  }

  private CompletableFuture<Invocation> giveUp(
      Queued queued, Invocation last, Condition condition) {
    Event event = queued.event();
    settings
        .onFailure()
        .accept(
            new FailedEvent(event.requestId(), event.payload(), queued.attempt(), condition, last));
    return CompletableFuture.completedFuture(last);
  }

  /** An event and the number of its next attempt. */
  private record Queued(Event event, long since, int attempt) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }

    Queued again() {
      return new Queued(event, since, attempt + 1);
    }
  }
}
