package natfailover.lab.traffic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One DNS query from a port of its own, asked once. */
final class NameTarget implements Target {
  private static final int LONGEST = 512;

  private final AtomicInteger asked = new AtomicInteger();

  @Override
  public String ask(InetSocketAddress server, Duration timeout) throws IOException {
    int number = asked.incrementAndGet();
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] query = DnsMessage.query(number, "q" + number + ".example.com");
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
      socket.receive(packet);
      byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
      Optional<byte[]> address = DnsMessage.address(query, answer);
      return InetAddress.getByAddress(
              address.orElseThrow(() -> new IOException("not the answer to query " + number)))
          .getHostAddress();
    }
  }
}
