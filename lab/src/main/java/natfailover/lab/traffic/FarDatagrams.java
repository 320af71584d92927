package natfailover.lab.traffic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import natfailover.lab.traffic.UdpReport.Direction;

/** The internet's end of all UDP streams. */
final class FarDatagrams {
  private final DatagramSocket socket;
  private final Map<Integer, Tally> up = new ConcurrentHashMap<>();
  private final Map<Integer, Tally> down = new ConcurrentHashMap<>();
  private final List<Ticker> tickers = new ArrayList<>();

  private FarDatagrams(DatagramSocket socket) {
    this.socket = socket;
  }

  static FarDatagrams start(SocketAddress address) throws SocketException {
    FarDatagrams datagrams = new FarDatagrams(new DatagramSocket(address));
    Thread.ofPlatform().daemon().name("datagrams").start(datagrams::receive);
    return datagrams;
  }

  /** No more datagrams from here. */
  synchronized void quiet() {
    tickers.forEach(Ticker::stop);
    down.values().forEach(Tally::quiet);
    up.values().forEach(Tally::quiet);
  }

  List<UdpCount> counts(long mark) {
    List<UdpCount> counts = new ArrayList<>();
    up.values().forEach(tally -> counts.add(tally.count(mark)));
    down.values().forEach(tally -> counts.add(tally.count(mark)));
    return counts;
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[Datagram.BYTES + 1], Datagram.BYTES + 1);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
        Datagram.of(packet).ifPresent(datagram -> take(datagram, packet.getSocketAddress()));
      } catch (IOException e) {
        // An ICMP error about an earlier datagram; this stream goes on regardless.
      }
    }
  }

  private void take(Datagram datagram, SocketAddress from) {
    int host = datagram.host();
    switch (datagram.direction()) {
      case UP -> up.computeIfAbsent(host, _ -> new Tally(host, Direction.UP, false)).add(datagram);
      case DOWN -> begin(datagram, from);
    }
  }

  private synchronized void begin(Datagram hello, SocketAddress to) {
    int host = hello.host();
    if (hello.number() == 0 && !down.containsKey(host)) {
      Tally tally = new Tally(host, Direction.DOWN, true);
      down.put(host, tally);
      Duration interval = Duration.ofSeconds(1).dividedBy(hello.perSecond());
      tickers.add(new Ticker(interval, new DatagramSender(socket, to, hello, tally)));
    }
  }
}
