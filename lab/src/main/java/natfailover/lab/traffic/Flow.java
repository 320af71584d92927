package natfailover.lab.traffic;

import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A private host's end of a connection: asks, and holds every answer against what was asked. */
final class Flow extends Wire {
  /** What becomes of a flow, to whom it matters. */
  interface Watcher {
    void opened(Flow flow);

    /** The far end has spoken since the check began; or it never will. */
    void settled(Flow flow);
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final Kind kind;
  private final Frame hello;
  private final Watcher watcher;
  private long token;
  private int asked;
  private int answered = -1;
  private long progressNanos;
  private long markNanos = NEVER;
  private long checkNanos = NEVER;
  private long longestNanos = -1;
  private boolean measured;
  private boolean confirmed;
  private int port;
  private @Nullable String fault;

  /** A flow on a channel that is being connected; the hello goes to the far end as it is. */
  Flow(Kind kind, Frame hello, SocketChannel channel, Watcher watcher) {
    super(channel);
    this.kind = kind;
    this.hello = hello;
    this.watcher = watcher;
    measured = kind.steady();
  }

  Kind kind() {
    return kind;
  }

  boolean opened() {
    return answered >= 0;
  }

  boolean alive() {
    return confirmed && fault == null;
  }

  Fate fate() {
    return new Fate(kind, port, alive());
  }

  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** Milliseconds without progress from the mark on, less the usual; if that was looked at. */
  OptionalDouble stallMillis() {
    return measured && longestNanos >= 0
        ? OptionalDouble.of(Math.max(0, longestNanos - usualNanos()) / 1e6)
        : OptionalDouble.empty();
  }

  @Override
  void connected() {
    port = channel().socket().getLocalPort();
    send(hello);
  }

  /** Asks the next question. */
  void ask(int payload) {
    long now = System.nanoTime();
    if (asked == answered && usualNanos() == 0) {
      progressNanos = now; // Nothing was to come: the wait begins here.
    }
    asked++;
    send(new Frame(hello.connection(), token, now, asked, payload, hello.kind()));
  }

  /** Asks unless an answer is still to come. */
  void askWhenIdle() {
    if (asked == answered) {
      ask(0);
    }
  }

  void mark(long nanos) {
    markNanos = nanos;
  }

  /** The stall of this one is of interest, though it is one of the mass. */
  void measure() {
    measured = true;
  }

  void check(long nanos) {
    checkNanos = nanos;
    switch (kind) {
      case MASS, IDLE -> ask(0);
      case ECHO, COLLISION, PUSH, POLL, DOWNLOAD, UPLOAD -> {}
    }
  }

  @Override
  void received(Frame frame) {
    boolean first = answered < 0;
    boolean farEndSpeaks = kind == Kind.PUSH || kind == Kind.DOWNLOAD;
    if (frame.connection() != hello.connection()
        || frame.kind() != hello.kind()
        || frame.number() != answered + 1
        || (!first && frame.token() != token)
        || (!farEndSpeaks && frame.number() > asked)) {
      end("mixed up: not an answer to this connection: " + frame);
      return;
    }
    answered++;
    token = frame.token();
    progress(System.nanoTime());
    if (first) {
      watcher.opened(this);
    } else if (!confirmed && frame.sentNanos() >= checkNanos) {
      confirmed = true;
      watcher.settled(this);
    }
  }

  @Override
  void ended(String why) {
    long since = System.nanoTime() - markNanos;
    String when = markNanos == NEVER ? "" : ", %.3f s after the fault".formatted(since / 1e9);
    fault = "%s (from port %d%s)".formatted(why, port, when);
    watcher.settled(this);
  }

  private void progress(long now) {
    if (now >= markNanos) {
      longestNanos = Math.max(longestNanos, now - progressNanos);
    }
    progressNanos = now;
  }

  private long usualNanos() {
    return switch (kind) {
      case ECHO, COLLISION, PUSH -> FarConnection.PUSH_INTERVAL.toNanos();
      case DOWNLOAD, UPLOAD -> FarConnection.BULK_INTERVAL.toNanos();
      case MASS, IDLE, POLL -> 0;
    };
  }
}
