package natfailover.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;

/** Asks a target at a fixed rate, whether or not the attempts before have ended. */
final class Attempts {
  private record Made(long atNanos, long endNanos, String farEnd, String fault) {}

  private final Target target;
  private final InetSocketAddress server;
  private final Duration timeout;
  private final Queue<Made> made = new ConcurrentLinkedQueue<>();
  private final Phaser running = new Phaser(1);
  private final Ticker ticker;

  Attempts(Target target, InetSocketAddress server, Duration interval, Duration timeout) {
    this.target = target;
    this.server = server;
    this.timeout = timeout;
    ticker = new Ticker(interval, this::launch);
  }

  private void launch() {
    long began = System.nanoTime();
    running.register();
    Thread.startVirtualThread(() -> attempt(began));
  }

  private void attempt(long began) {
    String farEnd = "";
    String fault = "";
    try {
      farEnd = target.ask(server, timeout);
    } catch (IOException | RuntimeException e) {
      fault = e.getClass().getSimpleName() + ": " + e.getMessage();
    } finally {
      made.add(new Made(began, System.nanoTime(), farEnd, fault));
      running.arriveAndDeregister();
    }
  }

  /** Those so far were to warm up and do not count. */
  void forget() {
    made.clear();
  }

  /** Makes no more, and waits for the last ones. */
  void quiet() {
    ticker.stop();
    running.arriveAndAwaitAdvance();
  }

  List<Attempt> report(int host, long mark) {
    return made.stream()
        .map(
            one ->
                new Attempt(
                    host,
                    (one.atNanos() - mark) / 1e6,
                    one.fault().isEmpty(),
                    (one.endNanos() - one.atNanos()) / 1e6,
                    one.farEnd(),
                    one.fault()))
        .toList();
  }
}
