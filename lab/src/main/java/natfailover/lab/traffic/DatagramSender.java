package natfailover.lab.traffic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;

/** Sends the next datagram of a stream each time it is run. */
record DatagramSender(DatagramSocket socket, SocketAddress to, Datagram first, Tally tally)
    implements Runnable {
  @Override
  public void run() {
    Datagram next =
        new Datagram(
            first.host(),
            first.direction(),
            Math.max(0, tally.last()) + 1,
            first.perSecond(),
            System.nanoTime());
    tally.add(next);
    try {
      socket.send(new DatagramPacket(next.bytes(), Datagram.BYTES, to));
    } catch (IOException e) {
      // Sent and lost: the other end does not count it.
    }
  }
}
