package natfailover.prober;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection to one address, by IPv4, and nothing but the handshake.
 *
 * <p>Nothing is sent and nothing is read, so it does not matter what the peer does next. The
 * connection is reset rather than closed, so that neither this machine nor the NAT node has to
 * remember it for minutes.
 */
final class Dial {
  private final Pursuit pursuit;
  private final InetSocketAddress address;
  private final SocketChannel channel;
  private Outcome outcome = Outcome.SILENT;
  private String detail = "silent";

  Dial(Pursuit pursuit, Inet4Address address, int port) throws IOException {
    this.pursuit = pursuit;
    this.address = new InetSocketAddress(address, port);
    this.channel = SocketChannel.open(StandardProtocolFamily.INET);
  }

  void start(Selector selector) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.register(selector, SelectionKey.OP_CONNECT, this);
    end(() -> channel.connect(address));
  }

  /** The handshake has come to an end, one way or the other. */
  void finish() throws IOException {
    if (channel.isOpen()) {
      end(channel::finishConnect);
    }
  }

  Outcome outcome() {
    return outcome;
  }

  String words() {
    return address.getAddress().getHostAddress() + " " + detail;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void end(Step step) throws IOException {
    try {
      if (!step.connects()) {
        return;
      }
      outcome = Outcome.ACCEPTED;
      detail = "accepts";
    } catch (BindException noPortLeft) {
      // Ours, not the peer's: who cannot dial has seen nothing.
      throw noPortLeft;
    } catch (IOException failure) {
      outcome = meaning(failure);
      detail = "says: " + failure.getMessage();
    }
    pursuit.ended();
  }

  /**
   * Tells by the kernel's words, the only place where Java keeps the kind of an error. A *reset* is
   * one that came after the handshake; in its place it is a *refusal*.
   */
  private static Outcome meaning(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("Connection reset")) {
      return Outcome.ACCEPTED;
    }
    return message.startsWith("Connection refused") ? Outcome.REFUSED : Outcome.UNREACHABLE;
  }

  /** A step of the handshake: whether it is complete. */
  @FunctionalInterface
  private interface Step {
    boolean connects() throws IOException;
  }
}
