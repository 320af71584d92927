package natfailover.lab.runtime;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The function's sandboxes: idle, parked at their checkpoint, or busy up to the limit. */
final class SandboxPool implements AutoCloseable {
  private final int limit;
  private final Supplier<Sandbox> starter;
  private final Deque<Sandbox> idle = new ArrayDeque<>();
  private final Deque<Sandbox> parked = new ArrayDeque<>();
  private final Deque<CompletableFuture<Placement>> waiting = new ArrayDeque<>();
  private final Set<Sandbox> all = new HashSet<>();
  private int busy;
  private boolean closed;

  SandboxPool(int limit, Supplier<Sandbox> starter) {
    this.limit = limit;
    this.starter = starter;
  }

  /** Empty when the limit is reached. */
  Optional<CompletableFuture<Placement>> tryAcquire() {
    synchronized (this) {
      requireOpen();
      if (busy == limit) {
        return Optional.empty();
      }
      busy++;
    }
    return Optional.of(serve(new CompletableFuture<>()));
  }

  /** Waits in line when the limit is reached. */
  CompletableFuture<Placement> acquire() {
    CompletableFuture<Placement> turn = new CompletableFuture<>();
    synchronized (this) {
      requireOpen();
      if (busy == limit) {
        waiting.add(turn);
        return turn;
      }
      busy++;
    }
    return serve(turn);
  }

  /** Takes the sandbox back, for reuse if its process lives, and lets the next in line have one. */
  void release(Placement placement) {
    synchronized (this) {
      if (placement.sandbox().alive()) {
        idle.push(placement.sandbox());
      } else {
        all.remove(placement.sandbox());
      }
    }
    passOn();
  }

  /** Starts sandboxes until {@code count} are idle or parked; completes with what each took. */
  CompletableFuture<List<Duration>> provision(int count, Initialization initialization) {
    int missing;
    synchronized (this) {
      requireOpen();
      missing = count - idle.size() - parked.size();
    }
    List<CompletableFuture<Duration>> starts = new ArrayList<>();
    for (int i = 0; i < missing; i++) {
      Sandbox sandbox = start();
      starts.add(
          sandbox
              .initialized()
              .whenComplete((_, failure) -> keep(sandbox, initialization, failure)));
    }
    return CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new))
        .thenApply(_ -> starts.stream().map(CompletableFuture::join).toList());
  }

  /** Ends every idle sandbox, as Lambda does after some minutes; parked ones stay. */
  synchronized void evictIdle() {
    idle.forEach(Sandbox::close);
    all.removeAll(idle);
    idle.clear();
  }

  @Override
  public void close() {
    Deque<CompletableFuture<Placement>> turnedAway;
    synchronized (this) {
      closed = true;
      all.forEach(Sandbox::close);
      turnedAway = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    turnedAway.forEach(turn -> turn.completeExceptionally(closedException()));
  }

  private void passOn() {
    CompletableFuture<Placement> turn;
    synchronized (this) {
      turn = waiting.poll();
      if (turn == null) {
        busy--;
        return;
      }
    }
    CompletableFuture<Placement> _ = serve(turn);
  }

  private CompletableFuture<Placement> serve(CompletableFuture<Placement> turn) {
    try {
      turn.complete(place());
    } catch (UncheckedIOException e) {
      turn.completeExceptionally(e);
      passOn();
    }
    return turn;
  }

  /** The most recently used sandbox first, then a parked one, else a new one. */
  private Placement place() {
    return spare(idle)
        .map(sandbox -> new Placement(Start.WARM, sandbox))
        .or(() -> spare(parked).map(sandbox -> new Placement(Start.RESTORED, sandbox)))
        .orElseGet(() -> new Placement(Start.COLD, start()));
  }

  private synchronized Optional<Sandbox> spare(Deque<Sandbox> from) {
    Sandbox sandbox = from.poll();
    while (sandbox != null && !sandbox.alive()) {
      all.remove(sandbox);
      sandbox = from.poll();
    }
    return Optional.ofNullable(sandbox);
  }

  private Sandbox start() {
    Sandbox sandbox = starter.get();
    synchronized (this) {
      all.add(sandbox);
      if (closed) {
        sandbox.close();
      }
    }
    return sandbox;
  }

  private synchronized void keep(
      Sandbox sandbox, Initialization initialization, @Nullable Throwable failure) {
    if (failure != null) {
      all.remove(sandbox);
      return;
    }
    switch (initialization) {
      case ON_DEMAND -> idle.addLast(sandbox);
      case SNAP_START -> parked.addLast(sandbox);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the function has been closed");
  }
}
