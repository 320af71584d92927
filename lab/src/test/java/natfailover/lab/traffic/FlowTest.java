package natfailover.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flow and a far end that answers as the test will have it. */
class FlowTest {
  private static final long CONNECTION = 7;

  /** What is known of a flow at the moment that settles it; its connection may end any time. */
  private record Outcome(boolean alive, Optional<String> fault, OptionalDouble stallMillis) {}

  static Stream<UnaryOperator<Frame>> lies() {
    return Stream.of(
        frame -> with(frame, frame.connection() + 1, frame.token(), frame.number()),
        frame -> with(frame, frame.connection(), frame.token() + 1, frame.number()),
        frame -> with(frame, frame.connection(), frame.token(), frame.number() + 1),
        frame -> with(frame, frame.connection(), frame.token(), frame.number() - 1),
        frame -> with(frame, frame.connection(), frame.token(), -1));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void anAnswerThatIsNotToThisConnectionAndQuestionMakesItDead(UnaryOperator<Frame> lie)
      throws Exception {
    Outcome outcome = asked(lie);

    assertThat(outcome.alive()).isFalse();
    assertThat(outcome.fault().orElseThrow()).contains("mixed up");
  }

  @Test
  void theRightAnswerAfterTheCheckMakesItAlive() throws Exception {
    Outcome outcome = asked(UnaryOperator.identity());

    assertThat(outcome.alive()).isTrue();
    // It is idle by habit: its silence is no stall.
    assertThat(outcome.stallMillis()).isEmpty();
  }

  @Test
  void anAnswerFromBeforeTheCheckProvesNothing() throws Exception {
    Outcome outcome =
        asked(
            frame ->
                new Frame(
                    frame.connection(),
                    frame.token(),
                    frame.sentNanos() - TimeUnit.HOURS.toNanos(1),
                    frame.number(),
                    0,
                    frame.kind()));

    assertThat(outcome.alive()).isFalse();
    assertThat(outcome.fault().orElseThrow()).startsWith("closed by the far end (from port ");
  }

  /** Opens a flow, checks it, and waits for what it makes of the one answer. */
  private static Outcome asked(UnaryOperator<Frame> answer) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Flow.Watcher watcher =
        new Flow.Watcher() {
          @Override
          public void opened(Flow flow) {
            flow.mark(System.nanoTime());
            flow.check(System.nanoTime());
          }

          @Override
          public void settled(Flow flow) {
            outcome.complete(new Outcome(flow.alive(), flow.fault(), flow.stallMillis()));
          }
        };
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel channel = SocketChannel.open()) {
      Thread.startVirtualThread(() -> serve(server, answer));
      Frame hello = new Frame(CONNECTION, 0, 0, 0, 0, Kind.IDLE.code());
      Flow flow = new Flow(Kind.IDLE, hello, channel, watcher);
      Loop loop = Loop.start();
      loop.submit(() -> connect(flow, channel, server, loop));
      return outcome.get(20, TimeUnit.SECONDS);
    }
  }

  private static void connect(Flow flow, SocketChannel channel, ServerSocket server, Loop loop) {
    try {
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
      flow.join(loop, SelectionKey.OP_CONNECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(ServerSocket server, UnaryOperator<Frame> answer) {
    try (Socket socket = server.accept()) {
      Frame hello = Frame.take(ByteBuffer.wrap(socket.getInputStream().readNBytes(Frame.BYTES)));
      socket.getOutputStream().write(hello.answer(11).bytes().array());
      Frame question = Frame.take(ByteBuffer.wrap(socket.getInputStream().readNBytes(Frame.BYTES)));
      Frame right = question.answer(question.token());
      socket.getOutputStream().write(answer.apply(right).bytes().array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Frame with(Frame frame, long connection, long token, int number) {
    return new Frame(connection, token, frame.sentNanos(), number, 0, frame.kind());
  }
}
