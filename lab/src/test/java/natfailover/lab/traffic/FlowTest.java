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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flow and a far end that answers as the test will have it. */
class FlowTest {
  private static final long CONNECTION = 7;

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
    Flow flow = asked(lie);

    assertThat(flow.alive()).isFalse();
    assertThat(flow.fault().orElseThrow()).contains("mixed up");
  }

  @Test
  void theRightAnswerAfterTheCheckMakesItAlive() throws Exception {
    Flow flow = asked(UnaryOperator.identity());

    assertThat(flow.alive()).isTrue();
    assertThat(flow.stallMillis()).isPresent();
  }

  @Test
  void anAnswerFromBeforeTheCheckProvesNothing() throws Exception {
    Flow flow =
        asked(
            frame ->
                new Frame(
                    frame.connection(),
                    frame.token(),
                    frame.sentNanos() - TimeUnit.HOURS.toNanos(1),
                    frame.number(),
                    0,
                    frame.kind()));

    assertThat(flow.alive()).isFalse();
    assertThat(flow.fault()).hasValue("closed by the far end");
  }

  /** Opens a flow, checks it, and waits for what it makes of the one answer. */
  private static Flow asked(UnaryOperator<Frame> answer) throws Exception {
    CountDownLatch settled = new CountDownLatch(1);
    Flow.Watcher watcher =
        new Flow.Watcher() {
          @Override
          public void opened(Flow flow) {
            flow.mark(System.nanoTime());
            flow.check(System.nanoTime());
          }

          @Override
          public void settled(Flow flow) {
            settled.countDown();
          }
        };
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel channel = SocketChannel.open()) {
      Thread.startVirtualThread(() -> serve(server, answer, settled));
      Frame hello = new Frame(CONNECTION, 0, 0, 0, 0, Kind.IDLE.code());
      Flow flow = new Flow(Kind.IDLE, hello, channel, watcher);
      Loop loop = Loop.start();
      loop.submit(() -> connect(flow, channel, server, loop));
      assertThat(settled.await(20, TimeUnit.SECONDS)).isTrue();
      return flow;
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

  private static void serve(
      ServerSocket server, UnaryOperator<Frame> answer, CountDownLatch settled) {
    try (Socket socket = server.accept()) {
      Frame hello = Frame.take(ByteBuffer.wrap(socket.getInputStream().readNBytes(Frame.BYTES)));
      socket.getOutputStream().write(hello.answer(11).bytes().array());
      Frame question = Frame.take(ByteBuffer.wrap(socket.getInputStream().readNBytes(Frame.BYTES)));
      Frame right = question.answer(question.token());
      socket.getOutputStream().write(answer.apply(right).bytes().array());
      boolean proof = answer.apply(right).sentNanos() >= question.sentNanos();
      if (proof) {
        settled.await(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Frame with(Frame frame, long connection, long token, int number) {
    return new Frame(connection, token, frame.sentNanos(), number, 0, frame.kind());
  }
}
