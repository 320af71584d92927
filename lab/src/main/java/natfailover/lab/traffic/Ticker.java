package natfailover.lab.traffic;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does a thing at a fixed rate on a thread of its own, until it is stopped. */
final class Ticker {
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ScheduledFuture<?> ticks;

  Ticker(Duration interval, Runnable task) {
    ticks = executor.scheduleAtFixedRate(task, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  void stop() {
    ticks.cancel(false);
    executor.shutdown();
  }
}
