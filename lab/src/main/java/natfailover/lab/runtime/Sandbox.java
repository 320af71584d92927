package natfailover.lab.runtime;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a child JVM that runs the function through AWS's own runtime interface
 * client, one event at a time.
 */
final class Sandbox implements AutoCloseable {
  /** What a publish may take; on demand Lambda would begin again after 10 s, this does not. */
  private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(130);

  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);

  private final FunctionSettings settings;
  private final RuntimeApi api;
  private final SandboxProcess process;
  private final Phase initialization =
      new Phase(INITIALIZATION_LIMIT, ErrorDocuments::initializationTimedOut);
  private final Phase restoring = new Phase(RESTORE_LIMIT, ErrorDocuments::restoreTimedOut);
  private final CountDownLatch restoreOrdered = new CountDownLatch(1);
  private final BlockingQueue<Task> inbox = new LinkedBlockingQueue<>();
  private @Nullable Task current;
  private @Nullable Integer exitStatus;
  private volatile boolean closed;

  /**
   * Starts the process; {@code log} gets each line that it prints and must neither throw nor block.
   */
  Sandbox(ManagedRuntime runtime, FunctionSettings settings, Consumer<String> log) {
    this.settings = settings;
    initialization.begin();
    api = RuntimeApi.start(settings, new Operations());
    String stream = "[%s]%s".formatted(settings.version(), UUID.randomUUID());
    Map<String, String> variables = SandboxEnvironment.of(settings, api, stream);
    try {
      process =
          SandboxProcess.start(runtime.command(settings), settings.taskRoot(), variables, log);
    } catch (UncheckedIOException e) {
      api.close();
      throw e;
    }
    CompletableFuture<Void> _ = process.exited().thenAccept(this::exited);
  }

  long pid() {
    return process.pid();
  }

  /** Whether it can take events: a process that was killed may take a moment to be gone. */
  boolean alive() {
    return !closed && process.alive();
  }

  /**
   * Completes with the time from the start of the process until it is ready for events or, under
   * SnapStart, parked at its checkpoint; fails with {@link SandboxFailedException}.
   */
  CompletableFuture<Duration> initialized() {
    return closedOnFailure(initialization.taken());
  }

  /**
   * Completes when the runtime has first asked for an event, restoring a parked one: with the time
   * since the start or the restore; fails with {@link SandboxFailedException}.
   */
  CompletableFuture<Duration> ready() {
    return switch (settings.initialization()) {
      case ON_DEMAND -> initialized();
      case SNAP_START -> initialized().thenCompose(_ -> restore());
    };
  }

  /** Hands the event over; only to a sandbox that is ready and free. */
  synchronized CompletableFuture<Completion> invoke(Event event) {
    Task task = new Task(event);
    Integer status = exitStatus;
    if (status == null) {
      inbox.add(task);
    } else {
      task.exited(status);
    }
    Duration limit = settings.timeout();
    Completion late = new Completion(ErrorDocuments.timedOut(event.requestId(), limit), limit);
    CompletableFuture<Completion> _ =
        task.completion().completeOnTimeout(late, limit.toMillis(), TimeUnit.MILLISECONDS);
    return task.completion()
        .whenCompleteAsync(
            (completion, _) -> {
              if (late.equals(completion)) {
                close();
              }
            },
            Thread::startVirtualThread);
  }

  @Override
  public void close() {
    closed = true;
    process.close();
    api.close();
  }

  private CompletableFuture<Duration> restore() {
    restoring.begin();
    restoreOrdered.countDown();
    return closedOnFailure(restoring.taken());
  }

  private CompletableFuture<Duration> closedOnFailure(CompletableFuture<Duration> phase) {
    return phase.whenCompleteAsync(
        (_, failure) -> {
          if (failure != null) {
            close();
          }
        },
        Thread::startVirtualThread);
  }

  private synchronized void exited(int status) {
    exitStatus = status;
    fail(ErrorDocuments.exited("Phase: init", status));
    if (current != null) {
      inbox.add(current);
    }
    for (Task task = inbox.poll(); task != null; task = inbox.poll()) {
      task.exited(status);
    }
    api.close();
  }

  private void fail(Outcome.FunctionError error) {
    initialization.fail(error);
    restoring.fail(error);
  }

  /** The runtime's side of this sandbox. */
  private final class Operations implements RuntimeOperations {
    @Override
    public Event next() throws InterruptedException {
      synchronized (Sandbox.this) {
        if (current != null) {
          Task done = current;
          current = null;
          done.runtimeIsFree();
        }
      }
      initialization.end();
      restoring.end();
      Task task = inbox.take();
      synchronized (Sandbox.this) {
        current = task;
        if (exitStatus != null) {
          task.exited(exitStatus);
        }
      }
      return task.event();
    }

    @Override
    public boolean answer(String requestId, Outcome outcome) {
      synchronized (Sandbox.this) {
        if (current == null || !current.event().requestId().equals(requestId)) {
          return false;
        }
        current.answer(outcome);
        return true;
      }
    }

    @Override
    public void initializationFailed(Outcome.FunctionError error) {
      fail(error);
    }

    @Override
    public void awaitRestore() throws InterruptedException {
      initialization.end();
      restoreOrdered.await();
    }

    @Override
    public void restoreFailed(Outcome.FunctionError error) {
      fail(error);
    }
  }
}
