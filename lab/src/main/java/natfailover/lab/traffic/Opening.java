package natfailover.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Opens all flows of a program, so many at a time that the path is busy but loses nothing. */
final class Opening implements Flow.Watcher {
  private static final int AT_ONCE = 192;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One that is still to be opened. */
  private record Wanted(Kind kind, int index) {}

  private final Loop loop;
  private final NearSetup setup;
  private final Flow.Watcher later;
  private final Runnable done;
  private final Deque<Wanted> wanted = new ArrayDeque<>();
  private final List<Flow> flows = new ArrayList<>();
  private int underWay;
  private boolean over;

  /** {@code done} is run once, when all are open or it makes no sense to wait any longer. */
  Opening(Loop loop, NearSetup setup, Flow.Watcher later, Runnable done) {
    this.loop = loop;
    this.setup = setup;
    this.later = later;
    this.done = done;
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < setup.count(kind); i++) {
        wanted.add(new Wanted(kind, i));
      }
    }
  }

  List<Flow> flows() {
    return flows;
  }

  void begin() {
    loop.after(PATIENCE, this::finish);
    next();
  }

  @Override
  public void opened(Flow flow) {
    underWay--;
    next();
  }

  @Override
  public void settled(Flow flow) {
    if (flow.opened()) {
      later.settled(flow);
    } else {
      underWay--;
      next();
    }
  }

  private void next() {
    while (underWay < AT_ONCE && !wanted.isEmpty()) {
      underWay++;
      open(wanted.remove());
    }
    if (underWay == 0) {
      finish();
    }
  }

  private void finish() {
    if (!over) {
      over = true;
      done.run();
    }
  }

  private void open(Wanted one) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      int port = Ports.STREAMS + flows.size() % setup.servers();
      if (one.kind() == Kind.COLLISION) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(Ports.COLLISION + one.index()));
        port = Ports.STREAMS;
      }
      Flow flow = new Flow(one.kind(), hello(one.kind()), channel, this);
      flows.add(flow);
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(setup.server(), port));
      flow.join(loop, SelectionKey.OP_CONNECT);
    } catch (IOException e) {
      throw new IllegalStateException("opening " + one, e);
    }
  }

  /** By a number that no other connection of this load has. */
  private Frame hello(Kind kind) {
    long number = ((long) setup.host() << 40) + ((long) setup.program() << 32) + flows.size();
    return new Frame(number, setup.bulkBytesPerSecond(), System.nanoTime(), 0, 0, kind.code());
  }

  /** What is wrong, if anything: how many are not open, and why the first of them is not. */
  Optional<String> fault() {
    List<Flow> missing = flows.stream().filter(flow -> !flow.opened()).toList();
    if (missing.isEmpty() && wanted.isEmpty()) {
      return Optional.empty();
    }
    String why = missing.isEmpty() ? "" : missing.getFirst().fault().orElse("no answer");
    return Optional.of(
        "host %d: %d of %d connections to %s do not open: %s"
            .formatted(
                setup.host(),
                missing.size() + wanted.size(),
                flows.size() + wanted.size(),
                setup.server(),
                why));
  }
}
