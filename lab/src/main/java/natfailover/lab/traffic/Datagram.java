package natfailover.lab.traffic;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.util.Optional;
import natfailover.lab.traffic.UdpReport.Direction;

/**
 * One datagram of a stream.
 *
 * @param host whose stream it is
 * @param number counted from 1; 0 is the hello of a host that wants datagrams
 * @param perSecond how many a second the stream has
 */
record Datagram(int host, Direction direction, int number, int perSecond, long sentNanos) {
  static final int BYTES = 4 * Integer.BYTES + Long.BYTES;

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putInt(host).putInt(direction.code()).putInt(number);
    return bytes.putInt(perSecond).putLong(sentNanos).array();
  }

  static Optional<Datagram> of(DatagramPacket packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    if (bytes.remaining() != BYTES) {
      return Optional.empty();
    }
    int host = bytes.getInt();
    return Direction.coded(bytes.getInt())
        .map(
            direction ->
                new Datagram(host, direction, bytes.getInt(), bytes.getInt(), bytes.getLong()));
  }
}
