package natfailover.lab.traffic;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The internet's end of a connection. */
final class FarConnection extends Wire {
  static final Duration PUSH_INTERVAL = Duration.ofMillis(100);
  static final Duration BULK_INTERVAL = Duration.ofMillis(10);

  private final Loop loop;
  private final long token = ThreadLocalRandom.current().nextLong();
  private @Nullable Frame hello;
  private @Nullable Frame held;
  private int heard;
  private int said;

  FarConnection(SocketChannel channel, Loop loop) {
    super(channel);
    this.loop = loop;
  }

  @Override
  void received(Frame frame) {
    if (hello == null) {
      hello = frame;
      greet(frame);
    } else if (frame.connection() != hello.connection()
        || frame.token() != token
        || frame.number() != heard + 1) {
      end("mixed up");
    } else {
      heard++;
      if (frame.kind() == Kind.POLL.code()) {
        held = frame;
      } else {
        send(frame.answer(token));
      }
    }
  }

  @Override
  void ended(String why) {}

  /** Answers the question that was put off. */
  void answer() {
    if (held != null) {
      send(held.answer(token));
      held = null;
    }
  }

  private void greet(Frame frame) {
    if (frame.number() != 0) {
      end("mixed up: a connection that nobody opened");
      return;
    }
    send(frame.answer(token));
    switch (Kind.coded(frame.kind()).orElseThrow()) {
      case PUSH -> speak(PUSH_INTERVAL, frame, 0);
      case DOWNLOAD ->
          speak(BULK_INTERVAL, frame, (int) (frame.token() / (1000 / BULK_INTERVAL.toMillis())));
      case MASS, ECHO, COLLISION, IDLE, POLL, UPLOAD -> {}
    }
  }

  private void speak(Duration interval, Frame greeting, int bytes) {
    if (over()) {
      return;
    }
    loop.after(interval, () -> speak(interval, greeting, bytes));
    int left = bytes;
    do {
      if (clogged()) {
        return;
      }
      int payload = Math.clamp(left - Frame.BYTES, 0, Frame.MOST_PAYLOAD);
      said++;
      send(
          new Frame(
              greeting.connection(), token, System.nanoTime(), said, payload, greeting.kind()));
      left -= payload + Frame.BYTES;
    } while (left > 0);
  }
}
