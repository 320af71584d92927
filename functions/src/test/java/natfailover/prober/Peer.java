package natfailover.prober;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A far end on this machine, with one way of behaving. */
final class Peer implements Closeable {
  static final String HERE = "127.0.0.1";

  /** Another address of this machine, where the same port is free. */
  static final String ELSEWHERE = "127.0.0.2";

  private final InetSocketAddress address;
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();

  /** What a peer does with a connection that it has accepted. */
  @FunctionalInterface
  interface Conduct {
    void handle(Socket socket) throws IOException;
  }

  private Peer(InetSocketAddress address, Closeable socket) {
    this.address = address;
    open.add(socket);
  }

  /** Accepts, then behaves as told. */
  static Peer that(Conduct conduct) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, Inet4Address.ofLiteral(HERE));
    Peer peer = new Peer((InetSocketAddress) server.getLocalSocketAddress(), server);
    inBackground(
        () -> {
          while (true) {
            Socket socket = server.accept();
            peer.open.add(socket);
            inBackground(() -> conduct.handle(socket));
          }
        });
    return peer;
  }

  /** The process hangs; the kernel accepts in its place. */
  static Peer hung() throws IOException {
    return listening(HERE, 0, 50);
  }

  /** The port is taken, but nobody listens. */
  static Peer refusing() throws IOException {
    Socket bound = new Socket();
    bound.bind(new InetSocketAddress(Inet4Address.ofLiteral(HERE), 0));
    return new Peer((InetSocketAddress) bound.getLocalSocketAddress(), bound);
  }

  /**
   * Packets vanish: Linux drops the SYN to a queue that is full.
   *
   * @param port 0 for any
   */
  static Peer blackHole(String host, int port) throws IOException {
    Peer peer = listening(host, port, 1);
    try {
      while (true) {
        Socket filler = new Socket();
        peer.open.add(filler);
        filler.connect(peer.address, 100);
      }
    } catch (SocketTimeoutException _) {
      return peer;
    }
  }

  static Peer blackHole() throws IOException {
    return blackHole(HERE, 0);
  }

  static void silence(Socket socket) throws IOException {
    socket.getInputStream().readAllBytes();
  }

  static void fin(Socket socket) throws IOException {
    socket.close();
  }

  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  static void finAfterTheFirstByte(Socket socket) throws IOException {
    socket.getInputStream().read();
    fin(socket);
  }

  static void resetAfterTheFirstByte(Socket socket) throws IOException {
    socket.getInputStream().read();
    reset(socket);
  }

  static void garbage(Socket socket) throws IOException {
    byte[] garbage = new byte[4096];
    new Random(4).nextBytes(garbage);
    socket.getOutputStream().write(garbage);
    silence(socket);
  }

  static void endless(Socket socket) throws IOException {
    OutputStream output = socket.getOutputStream();
    byte[] more = new byte[4096];
    while (true) {
      output.write(more);
    }
  }

  static void drip(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    while (true) {
      try {
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException _) {
        socket.getOutputStream().write('.');
      }
    }
  }

  int port() {
    return address.getPort();
  }

  /** This peer by its address. */
  Target literal() {
    return new Target(HERE, port(), Optional.of((Inet4Address) address.getAddress()));
  }

  /** This peer by a name, for a resolver that knows it. */
  Target named(String name) {
    return new Target(name, port(), Optional.empty());
  }

  static List<Inet4Address> addresses(String... literals) {
    return List.of(literals).stream().map(Inet4Address::ofLiteral).toList();
  }

  @Override
  public void close() throws IOException {
    for (Closeable socket : open) {
      socket.close();
    }
  }

  private static Peer listening(String host, int port, int backlog) throws IOException {
    ServerSocket server = new ServerSocket(port, backlog, Inet4Address.ofLiteral(host));
    return new Peer((InetSocketAddress) server.getLocalSocketAddress(), server);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                work.run();
              } catch (IOException _) {
                // The other side, or the end of the test, has closed the connection.
              }
            });
  }
}
