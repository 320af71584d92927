package natfailover.lab.traffic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import natfailover.lab.traffic.UdpReport.Direction;

/** A private host's end of its two UDP streams, each on a socket of its own. */
final class NearDatagrams {
  private static final Duration HELLO_AGAIN = Duration.ofMillis(200);

  private final InetSocketAddress server;
  private final DatagramSocket down = new DatagramSocket();
  private final Datagram hello;
  private final Tally sent;
  private final Tally received;
  private final CountDownLatch heard = new CountDownLatch(1);
  private final Ticker sending;

  NearDatagrams(InetSocketAddress server, int host, int perSecond) throws SocketException {
    this.server = server;
    hello = new Datagram(host, Direction.DOWN, 0, perSecond, 0);
    sent = new Tally(host, Direction.UP, true);
    received = new Tally(host, Direction.DOWN, false);
    Thread.ofPlatform().daemon().name("datagrams").start(this::receive);
    Datagram first = new Datagram(host, Direction.UP, 0, perSecond, 0);
    sending =
        new Ticker(
            Duration.ofSeconds(1).dividedBy(perSecond),
            new DatagramSender(new DatagramSocket(), server, first, sent));
  }

  /** Says hello until the far end sends. */
  void begin() throws InterruptedException, IOException {
    do {
      down.send(new DatagramPacket(hello.bytes(), Datagram.BYTES, server));
    } while (!heard.await(HELLO_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
  }

  void quiet() {
    sending.stop();
    sent.quiet();
    received.quiet();
  }

  List<UdpCount> counts(long mark) {
    return List.of(sent.count(mark), received.count(mark));
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[Datagram.BYTES + 1], Datagram.BYTES + 1);
    while (!down.isClosed()) {
      try {
        down.receive(packet);
        Datagram.of(packet).filter(this::own).ifPresent(received::add);
        heard.countDown();
      } catch (IOException e) {
        // An ICMP error about a hello, which is repeated.
      }
    }
  }

  private boolean own(Datagram datagram) {
    return datagram.host() == hello.host() && datagram.direction() == Direction.DOWN;
  }
}
