package natfailover.lab.traffic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A DNS server to which every name has one address: that of who asks. */
final class NameServer {
  private static final int LONGEST = 512;

  private NameServer() {}

  static void start(InetSocketAddress address) throws IOException {
    DatagramSocket socket = new DatagramSocket(address);
    Thread.ofPlatform()
        .daemon()
        .name("dns")
        .start(
            () -> {
              while (!socket.isClosed()) {
                answer(socket);
              }
            });
  }

  private static void answer(DatagramSocket socket) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
      socket.receive(packet);
      byte[] query = new byte[packet.getLength()];
      System.arraycopy(packet.getData(), 0, query, 0, query.length);
      Optional<byte[]> answer = DnsMessage.answer(query, packet.getAddress().getAddress());
      if (answer.isPresent()) {
        byte[] bytes = answer.orElseThrow();
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // One answer less, which who asked notices.
    }
  }
}
