package natfailover.prober;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;

/** One probe of this machine by itself, so that loading the code does not cost the first budget. */
final class Rehearsal {
  private static final Duration BUDGET = Duration.ofMillis(100);

  private Rehearsal() {}

  /** Goes through an accepted connection and a lookup that nobody answers; reaches nobody else. */
  static ProbeReport run() throws IOException {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
      server.bind(new InetSocketAddress(here, 0));
      InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
      Target self = Target.parse("127.0.0.1:" + bound.getPort()).orElseThrow();
      Target name = Target.parse("rehearsal.invalid").orElseThrow();
      // The same number as a UDP port: the lookup is heard by nobody, but by this machine.
      Prober prober = new Prober(new DnsResolver(() -> List.of(bound)), Internet::holds);
      return prober.probe(new ProbeRequest(List.of(self, name), self, BUDGET));
    }
  }
}
