package natfailover.lab.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A function as Lambda's service runs it: each event gets a sandbox of its own, reused when it is
 * free. The futures complete on threads of their own, so what depends on them may block.
 */
public final class LambdaFunction implements AutoCloseable {
  private static final Executor THREADS = Thread::startVirtualThread;

  private final FunctionSettings settings;
  private final SandboxPool pool;
  private final EventQueue queue;

  /**
   * Starts no process yet; {@code log} gets each line that a sandbox prints and must neither throw
   * nor block.
   */
  public LambdaFunction(ManagedRuntime runtime, FunctionSettings settings, Consumer<String> log) {
    this.settings = settings;
    pool = new SandboxPool(settings.concurrency(), () -> new Sandbox(runtime, settings, log));
    queue = new EventQueue(settings.asynchronous(), this::invokeInTurn);
  }

  /**
   * Starts sandboxes until {@code count} stand ready (under SnapStart: parked at their checkpoint)
   * and completes with the time that each took; those used later are not replaced.
   */
  public CompletableFuture<List<Duration>> provision(int count) {
    return pool.provision(count, settings.initialization()).thenApplyAsync(taken -> taken, THREADS);
  }

  /**
   * Invokes and waits for the answer: a failure of the function is an {@link Outcome.FunctionError}
   * of the invocation; beyond the concurrency limit the future fails with {@link
   * TooManyRequestsException}.
   */
  public CompletableFuture<Invocation> invoke(String payload) {
    Event event = Event.of(payload);
    return pool.tryAcquire()
        .map(turn -> turn.thenCompose(placement -> run(event, placement)))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new TooManyRequestsException(settings.name(), settings.concurrency())));
  }

  /**
   * Queues the event as Lambda's asynchronous invocation does, with its retries and its wait for a
   * free sandbox; completes with the last attempt.
   */
  public CompletableFuture<Invocation> invokeAsync(String payload) {
    return queue.submit(Event.of(payload));
  }

  /** Ends every idle sandbox, as Lambda does after some minutes; parked ones stay. */
  public void evictIdle() {
    pool.evictIdle();
  }

  /** Kills every sandbox; what is under way fails. */
  @Override
  public void close() {
    pool.close();
  }

  private CompletableFuture<Invocation> invokeInTurn(Event event) {
    return pool.acquire().thenCompose(placement -> run(event, placement));
  }

  private CompletableFuture<Invocation> run(Event event, Placement placement) {
    long begin = System.nanoTime();
    Sandbox sandbox = placement.sandbox();
    CompletableFuture<Duration> prepared =
        switch (placement.start()) {
          case WARM -> CompletableFuture.completedFuture(Duration.ZERO);
          case COLD, RESTORED ->
              sandbox.ready().thenApply(_ -> Duration.ofNanos(System.nanoTime() - begin));
        };
    return prepared
        .thenCompose(
            preparation ->
                sandbox
                    .invoke(event)
                    .thenApply(completion -> invocation(event, placement, preparation, completion)))
        .exceptionally(failure -> notReady(event, placement, begin, failure))
        // Released first, so that whoever sees the answer finds the sandbox free.
        .whenCompleteAsync((_, _) -> pool.release(placement), THREADS);
  }

  private static Invocation invocation(
      Event event, Placement placement, Duration preparation, Completion completion) {
    return new Invocation(
        event.requestId(),
        placement.start(),
        preparation,
        completion.duration(),
        completion.outcome());
  }

  private static Invocation notReady(
      Event event, Placement placement, long begin, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof SandboxFailedException sandboxFailed) {
      Duration preparation = Duration.ofNanos(System.nanoTime() - begin);
      return invocation(
          event, placement, preparation, new Completion(sandboxFailed.error(), Duration.ZERO));
    }
    throw new CompletionException(cause);
  }
}
