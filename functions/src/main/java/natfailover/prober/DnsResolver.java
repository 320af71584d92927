package natfailover.prober;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks the machine's name servers by UDP, for IPv4 addresses only.
 *
 * <p>Not the JDK's own resolver: that remembers answers, so that a dead DNS looks alive for half a
 * minute; it cannot be told how long to wait; and a lookup that hangs holds up the next one of the
 * same name.
 */
final class DnsResolver implements Resolver {
  private static final Path CONFIGURATION = Path.of("/etc/resolv.conf");
  private static final int PORT = 53;

  /** After which the next server is asked, or the same once more: packets get lost. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Pattern SERVER =
      Pattern.compile("nameserver\\s+([0-9.]+)\\s*", Pattern.CASE_INSENSITIVE);

  private final Servers servers;

  /** Where the servers are looked up, each time anew: a restored snapshot may be elsewhere. */
  @FunctionalInterface
  interface Servers {
    /** The servers, in the order in which to ask them. */
    List<InetSocketAddress> list() throws IOException;
  }

  DnsResolver(Servers servers) {
    this.servers = servers;
  }

  /** Asks the servers that the machine is set up to ask. */
  static DnsResolver live() {
    return new DnsResolver(() -> servers(CONFIGURATION));
  }

  @Override
  public List<Inet4Address> addresses(String name, Duration within) throws IOException {
    List<InetSocketAddress> asked = servers.list();
    if (asked.isEmpty()) {
      throw new UnknownHostException("no IPv4 name server is set");
    }
    long end = System.nanoTime() + within.toNanos();
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      return new Exchange(channel.socket(), asked, name, end).addresses();
    }
  }

  static List<InetSocketAddress> servers(Path configuration) throws IOException {
    try (Stream<String> lines = Files.lines(configuration)) {
      return lines
          .map(line -> SERVER.matcher(line.strip()))
          .filter(Matcher::matches)
          .flatMap(line -> Target.parse(line.group(1)).flatMap(Target::address).stream())
          .map(address -> new InetSocketAddress(address, PORT))
          .toList();
    }
  }

  /** One name, asked until a server knows, all have given up, or time is out. */
  private static final class Exchange {
    private final DatagramSocket socket;
    private final List<InetSocketAddress> servers;
    private final String name;
    private final long end;
    private final int id = ThreadLocalRandom.current().nextInt(1 << Short.SIZE);
    private final Set<SocketAddress> failed = new HashSet<>();

    private Exchange(
        DatagramSocket socket, List<InetSocketAddress> servers, String name, long end) {
      this.socket = socket;
      this.servers = servers;
      this.name = name;
      this.end = end;
    }

    List<Inet4Address> addresses() throws IOException {
      for (int turn = 0; System.nanoTime() < end; turn++) {
        ask(servers.get(turn % servers.size()));
        Optional<List<Inet4Address>> found = hear(System.nanoTime() + PATIENCE.toNanos());
        if (found.isPresent()) {
          return found.get();
        }
      }
      throw new UnknownHostException("no name server answered in time");
    }

    private void ask(InetSocketAddress server) throws IOException {
      byte[] question = new byte[DnsMessage.LONGEST];
      ByteBuffer message = DnsMessage.question(id, name);
      int length = message.remaining();
      message.get(question, 0, length);
      socket.send(new DatagramPacket(question, length, server));
    }

    /** Hears all servers asked so far: a slow one may answer after the next was asked. */
    private Optional<List<Inet4Address>> hear(long until) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[DnsMessage.LONGEST], DnsMessage.LONGEST);
      while (true) {
        Duration left = Duration.ofNanos(Math.min(until, end) - System.nanoTime());
        if (left.toMillis() <= 0) {
          return Optional.empty();
        }
        socket.setSoTimeout((int) left.toMillis());
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException _) {
          return Optional.empty();
        }
        Optional<List<Inet4Address>> found = read(packet);
        if (found.isPresent()) {
          return found;
        }
      }
    }

    private Optional<List<Inet4Address>> read(DatagramPacket packet) throws IOException {
      SocketAddress server = packet.getSocketAddress();
      if (!servers.contains(server)) {
        return Optional.empty();
      }
      ByteBuffer message = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
      Optional<DnsMessage.Reply> reply = DnsMessage.reply(id, message);
      if (reply.isEmpty()) {
        return Optional.empty();
      }
      int code = reply.get().code();
      if (code == DnsMessage.NO_ERROR && !reply.get().addresses().isEmpty()) {
        return Optional.of(reply.get().addresses());
      }
      if (code == DnsMessage.NO_ERROR || code == DnsMessage.NO_SUCH_NAME) {
        throw new UnknownHostException(
            code == DnsMessage.NO_ERROR ? "it has no IPv4 address" : "there is no such name");
      }
      failed.add(server);
      if (failed.containsAll(servers)) {
        throw new UnknownHostException("the name server answers with error code " + code);
      }
      return Optional.empty();
    }
  }
}
