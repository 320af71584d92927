package natfailover.prober;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on this machine that answers as told. */
final class NameServer implements Closeable {
  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();

  /** What it sends for a question: no packet, one, or several. */
  @FunctionalInterface
  interface Conduct {
    List<ByteBuffer> replies(ByteBuffer question, int number);
  }

  NameServer(Conduct conduct) throws IOException {
    socket = new DatagramSocket(0, Inet4Address.ofLiteral(Peer.HERE));
    Thread.ofPlatform().daemon().start(() -> serve(conduct));
  }

  /** The reply to a question, with records that {@link #record} made. */
  static ByteBuffer reply(ByteBuffer question, int code, ByteBuffer... records) {
    ByteBuffer reply = ByteBuffer.allocate(512);
    reply.put(question.duplicate());
    reply.putShort(2, (short) (0x8180 | code)).putShort(6, (short) records.length);
    for (ByteBuffer record : records) {
      reply.put(record.duplicate());
    }
    return reply.flip();
  }

  /** A record under the name that was asked for, by a pointer to it. */
  static ByteBuffer record(int type, int... content) {
    ByteBuffer record = ByteBuffer.allocate(12 + content.length);
    record.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(60);
    record.putShort((short) content.length);
    for (int octet : content) {
      record.put((byte) octet);
    }
    return record.flip();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve(Conduct conduct) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        ByteBuffer question = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        for (ByteBuffer reply : conduct.replies(question, questions.incrementAndGet())) {
          byte[] bytes = new byte[reply.remaining()];
          reply.duplicate().get(bytes);
          socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException _) {
      // The end of the test has closed the socket.
    }
  }
}
