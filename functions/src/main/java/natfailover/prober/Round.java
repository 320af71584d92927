package natfailover.prober;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * One probe: one thread, all targets at once, one deadline.
 *
 * <p>Nothing here blocks but the selector, and that never beyond the deadline. Only name lookups
 * have threads of their own, which nobody waits for: one that hangs is left behind.
 */
final class Round implements AutoCloseable {
  private final ProbeRequest request;
  private final Resolver resolver;
  private final Predicate<Inet4Address> internet;
  private final long began = System.nanoTime();
  private final Selector selector = Selector.open();
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final List<Thread> lookups = new ArrayList<>();
  private final List<Pursuit> targets;
  private final Pursuit control;

  /** What a lookup found, to be worked on by the probe's own thread. */
  @FunctionalInterface
  private interface Arrival {
    void arrive() throws IOException;
  }

  Round(ProbeRequest request, Resolver resolver, Predicate<Inet4Address> internet)
      throws IOException {
    this.request = request;
    this.resolver = resolver;
    this.internet = internet;
    this.targets =
        request.targets().stream().map(target -> new Pursuit(target, selector, began)).toList();
    this.control = new Pursuit(request.control(), selector, began);
  }

  ProbeReport run() throws IOException {
    begin(control);
    for (Pursuit target : targets) {
      begin(target);
    }
    // At least once, even if time is out: an answer that is there must not be overlooked.
    do {
      await();
    } while (left().isPositive() && !known());
    List<Observation> seen = targets.stream().map(it -> it.seen(Outcome.SILENT)).toList();
    // The control is of use only when nobody else answers, so it is not waited for otherwise.
    Outcome unanswered = left().isPositive() ? Outcome.NOT_AWAITED : Outcome.SILENT;
    return new ProbeReport(
        seen,
        control.seen(unanswered),
        Duration.ofNanos(System.nanoTime() - began),
        request.budget());
  }

  @Override
  public void close() throws IOException {
    lookups.forEach(Thread::interrupt);
    targets.forEach(Pursuit::abandon);
    control.abandon();
    selector.close();
  }

  private void await() throws IOException {
    Duration left = left();
    if (left.isPositive()) {
      // Rounded up, since 0 would wait for ever.
      selector.select(left.toMillis() + 1);
    } else {
      selector.selectNow();
    }
    for (SelectionKey ready : selector.selectedKeys()) {
      ((Dial) ready.attachment()).finish();
    }
    selector.selectedKeys().clear();
    for (Arrival next = arrivals.poll(); next != null; next = arrivals.poll()) {
      next.arrive();
    }
  }

  private void begin(Pursuit pursuit) throws IOException {
    Target target = pursuit.target();
    if (target.address().isPresent()) {
      pursuit.dial(List.of(target.address().get()));
      return;
    }
    lookups.add(
        Thread.ofPlatform()
            .daemon()
            .name("lookup of " + target.host())
            .start(
                () -> {
                  arrivals.add(looked(pursuit));
                  selector.wakeup();
                }));
  }

  private Arrival looked(Pursuit pursuit) {
    try {
      List<Inet4Address> found = resolver.addresses(pursuit.target().host(), left());
      List<Inet4Address> counting = found.stream().filter(internet).distinct().toList();
      return counting.isEmpty()
          ? () ->
              pursuit.settle(Outcome.PRIVATE, "leads only to addresses off the internet: " + found)
          : () -> pursuit.dial(counting);
    } catch (IOException | RuntimeException failure) {
      return () -> pursuit.settle(Outcome.UNRESOLVED, String.valueOf(failure.getMessage()));
    }
  }

  private boolean known() {
    return targets.stream().allMatch(Pursuit::settled)
        && (control.settled() || targets.stream().anyMatch(Pursuit::accepted));
  }

  private Duration left() {
    return request.budget().minusNanos(System.nanoTime() - began);
  }
}
