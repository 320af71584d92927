package natfailover.lab.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One thread that serves thousands of sockets, and does things when their time has come. */
final class Loop implements Runnable {
  /** Someone whose socket can be read, written, accepted from or has connected. */
  interface Guest {
    void ready(SelectionKey key, ByteBuffer scratch);
  }

  private record Alarm(long dueNanos, Runnable task) {}

  private static final int SCRATCH = 1 << 17;

  private final Selector selector;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::dueNanos));

  private Loop(Selector selector) {
    this.selector = selector;
  }

  static Loop start() {
    try {
      Loop loop = new Loop(Selector.open());
      Thread.ofPlatform().daemon().name("loop").start(loop);
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException("opening a selector", e);
    }
  }

  /** Does a thing on the loop's own thread; every other method is called from there only. */
  void submit(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  SelectionKey register(SelectableChannel channel, int interest, Guest guest) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, guest);
  }

  void after(Duration delay, Runnable task) {
    alarms.add(new Alarm(System.nanoTime() + delay.toNanos(), task));
  }

  /** Does a thing again and again, never twice at once to catch up. */
  void every(Duration interval, Runnable task) {
    after(
        interval,
        () -> {
          every(interval, task);
          task.run();
        });
  }

  @Override
  public void run() {
    try {
      while (true) {
        selector.select(patience());
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.attachment() instanceof Guest guest) {
            guest.ready(key, scratch);
          }
        }
        selector.selectedKeys().clear();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        long now = System.nanoTime();
        while (!alarms.isEmpty() && alarms.element().dueNanos() <= now) {
          alarms.remove().task().run();
        }
      }
    } catch (Throwable e) {
      // Without its loop the program would hang, and nobody would know why.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private long patience() {
    if (!tasks.isEmpty()) {
      return 1;
    }
    Alarm next = alarms.peek();
    return next == null
        ? 1000
        : Math.max(1, (next.dueNanos() - System.nanoTime() + 999_999) / 1_000_000);
  }
}
