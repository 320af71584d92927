package natfailover.lab.traffic;

import java.util.BitSet;
import java.util.OptionalLong;
import natfailover.lab.traffic.UdpReport.Direction;

/** Counts the datagrams of a stream at one of its ends. */
final class Tally {
  private final int host;
  private final Direction direction;
  private final boolean sender;
  private final Series sent = new Series();
  private final Series seen = new Series();
  private final BitSet numbers = new BitSet();
  private OptionalLong end = OptionalLong.empty();

  Tally(int host, Direction direction, boolean sender) {
    this.host = host;
    this.direction = direction;
    this.sender = sender;
  }

  /** Counts a datagram; one that comes twice counts once. */
  synchronized void add(Datagram datagram) {
    if (datagram.number() > 0 && !numbers.get(datagram.number())) {
      numbers.set(datagram.number());
      sent.add(datagram.sentNanos());
      seen.add(System.nanoTime());
    }
  }

  /** No more is sent: a gap does not grow from now on. */
  synchronized void quiet() {
    end = OptionalLong.of(System.nanoTime());
  }

  synchronized int last() {
    return numbers.length() - 1;
  }

  synchronized UdpCount count(long mark) {
    long gap = seen.longestGap(mark, end.orElseGet(System::nanoTime));
    return new UdpCount(host, direction, sender, sent.since(mark), gap / 1e6);
  }
}
