package natfailover.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** A clock that jumps to the next alarm as soon as all of its threads sleep. */
final class VirtualTime extends Clock implements LiveCalls.Sleeper, ThreadFactory {
  private final PriorityQueue<Instant> alarms = new PriorityQueue<>();
  private Instant now;
  private int awake;
  private int expected;

  VirtualTime(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Counts threads as awake before they are made, so that time waits for the last of them. */
  synchronized void expect(int threads) {
    expected += threads;
    awake += threads;
  }

  @Override
  public synchronized Thread newThread(Runnable task) {
    if (expected > 0) {
      expected--;
    } else {
      awake++;
    }
    return Thread.ofVirtual()
        .unstarted(
            () -> {
              try {
                task.run();
              } finally {
                fallsAsleep();
              }
            });
  }

  @Override
  public synchronized void sleep(Duration time) throws InterruptedException {
    Instant alarm = now.plus(time);
    if (!Thread.currentThread().isVirtual()) {
      now = alarm;
      return;
    }
    alarms.add(alarm);
    fallsAsleep();
    while (now.isBefore(alarm)) {
      wait();
    }
  }

  /** However slow the machine is, its time does not count here. */
  @Override
  public <T> T result(Future<T> running, Duration left)
      throws InterruptedException, ExecutionException {
    return running.get();
  }

  private synchronized void fallsAsleep() {
    awake--;
    if (awake == 0 && !alarms.isEmpty()) {
      now = alarms.element();
      while (now.equals(alarms.peek())) {
        alarms.remove();
        awake++;
      }
      notifyAll();
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only instants are asked for");
  }
}
