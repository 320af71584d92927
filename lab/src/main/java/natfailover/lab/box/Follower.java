package natfailover.lab.box;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import natfailover.lab.region.Topology;

/** Makes packets meet what the region holds, after the propagation delays. */
final class Follower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());
  private static final long TICK = Duration.ofMillis(20).toNanos();

  private final Supplier<Topology> region;
  private final Plumbing plumbing;
  private final Machines machines;
  private final BoxSettings settings;
  private final Delayed<Topology> routes;
  private final Delayed<Topology> addresses;
  private final Wiring wiring = new Wiring();
  private final Ledger routed = new Ledger();
  private final Ledger checked = new Ledger();
  private final Ledger paired = new Ledger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition stepped = lock.newCondition();
  private final Thread thread = Thread.ofPlatform().name("box").daemon().unstarted(this::drive);
  private boolean asked;
  private long steppedUpTo = Long.MIN_VALUE;
  private volatile boolean closed;

  Follower(Supplier<Topology> region, Plumbing plumbing, Machines machines, BoxSettings settings) {
    this.region = region;
    this.plumbing = plumbing;
    this.machines = machines;
    this.settings = settings;
    routes = new Delayed<>(settings.routePropagation());
    addresses = new Delayed<>(settings.addressPropagation());
  }

  /** Does the first step before it returns. */
  void start() {
    step();
    thread.start();
  }

  /** Something may have changed. */
  void look() {
    lock.lock();
    try {
      asked = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that the region holds now has become true for packets. */
  void settle() {
    Duration longest =
        Stream.of(settings.routePropagation(), settings.addressPropagation())
            .max(Duration::compareTo)
            .orElseThrow();
    long wanted = System.nanoTime() + longest.toNanos();
    lock.lock();
    try {
      asked = true;
      changed.signal();
      while (steppedUpTo - wanted < 0 && !closed) {
        stepped.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void drive() {
    while (!closed) {
      try {
        await();
        step();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failed) {
        if (!closed) {
          LOG.log(System.Logger.Level.ERROR, "The box could not follow the region", failed);
        }
      }
    }
  }

  private void await() throws InterruptedException {
    lock.lock();
    try {
      long now = System.nanoTime();
      long wait =
          Stream.of(routes, addresses)
              .flatMap(each -> each.nextDue().stream())
              .mapToLong(due -> due - now)
              .reduce(TICK, Math::min);
      while (!asked && wait > 0) {
        wait = changed.awaitNanos(wait);
      }
      asked = false;
    } finally {
      lock.unlock();
    }
  }

  private void step() {
    long begun = System.nanoTime();
    Topology now = region.get();
    List<Machine> started = machines.follow(now);
    routes.set(now, begun);
    addresses.set(now, begun);
    Topology seenRoutes = Seen.with(routes.seen(begun), now);
    Topology seenAddresses = Seen.with(addresses.seen(begun), now);
    Map<String, String> devices = machines.devices();
    // Thought out before any of it is done: an address must not be ahead of a route by our
    // thinking.
    Ledger.Change pairs = paired.become(wiring.gateway(seenAddresses));
    Ledger.Change checks = checked.become(Wiring.checks(now, seenAddresses, devices));
    Ledger.Change router = routed.become(wiring.router(seenRoutes, seenAddresses, devices));
    List<String> complaints = new ArrayList<>();
    if (!pairs.isEmpty()) {
      complaints.addAll(plumbing.pairs().say(List.of(pairs.atomic())));
    }
    if (!checks.isEmpty()) {
      complaints.addAll(plumbing.checks().say(List.of(checks.atomic())));
    }
    complaints.addAll(plumbing.routes().say(router.puts()));
    // What stood on an interface that is gone went with it.
    plumbing.routes().say(router.retired());
    if (!complaints.isEmpty()) {
      LOG.log(System.Logger.Level.ERROR, "The box does not follow the region: " + complaints);
    }
    started.forEach(Machine::boot);
    note(begun);
  }

  private void note(long begun) {
    lock.lock();
    try {
      steppedUpTo = begun;
      stepped.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
