package natfailover.lab.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The internet's side of a load, a program: {@code FarEnd ADDRESS NUMBER}; the one with number 0
 * serves HTTP, DNS and datagrams as well. Commands on standard input: {@code answer} to the polls,
 * {@code report MARK} of the datagrams; it ends with its input.
 */
public final class FarEnd implements Loop.Guest {
  private static final int BACKLOG = 4096;

  private final Loop loop;
  private final ServerSocketChannel server;
  private final List<FarConnection> connections = new ArrayList<>();

  private FarEnd(Loop loop, ServerSocketChannel server) {
    this.loop = loop;
    this.server = server;
  }

  /** Serves until standard input ends. */
  public static void main(String[] words) throws IOException {
    String address = words[0];
    int number = Integer.parseInt(words[1]);
    Loop loop = Loop.start();
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(address, Ports.STREAMS + number), BACKLOG);
    FarEnd farEnd = new FarEnd(loop, server);
    loop.submit(farEnd::listen);
    Optional<FarDatagrams> datagrams = Optional.empty();
    if (number == 0) {
      HttpServer.start(new InetSocketAddress(address, Ports.HTTP));
      NameServer.start(new InetSocketAddress(address, Ports.DNS));
      datagrams = Optional.of(FarDatagrams.start(new InetSocketAddress(address, Ports.DATAGRAMS)));
    }
    Json.say("serving");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      List<String> command = List.of(line.split(" ", -1));
      switch (command.getFirst()) {
        case "answer" -> loop.submit(farEnd::answer);
        case "quiet" -> datagrams.ifPresent(FarDatagrams::quiet);
        case "report" ->
            Json.say(
                datagrams.map(own -> own.counts(Long.parseLong(command.get(1)))).orElse(List.of()));
        default -> throw new IllegalArgumentException("no such command: " + line);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void listen() {
    try {
      loop.register(server, SelectionKey.OP_ACCEPT, this);
    } catch (IOException e) {
      throw new IllegalStateException("listening", e);
    }
  }

  @Override
  public void ready(SelectionKey key, ByteBuffer scratch) {
    try {
      for (SocketChannel found = server.accept(); found != null; found = server.accept()) {
        found.socket().setTcpNoDelay(true);
        FarConnection connection = new FarConnection(found, loop);
        connection.join(loop, SelectionKey.OP_READ);
        connections.add(connection);
      }
    } catch (IOException e) {
      throw new IllegalStateException("accepting after " + connections.size() + " connections", e);
    }
  }

  private void answer() {
    connections.forEach(FarConnection::answer);
  }
}
