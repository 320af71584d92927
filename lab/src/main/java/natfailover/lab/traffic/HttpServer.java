package natfailover.lab.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request with what was asked for and the address that asked. */
final class HttpServer {
  private static final int BACKLOG = 1024;
  private static final int PATIENCE_MILLIS = 5_000;

  private HttpServer() {}

  static void start(InetSocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    Thread.ofPlatform()
        .daemon()
        .name("http")
        .start(
            () -> {
              while (!server.isClosed()) {
                accept(server);
              }
            });
  }

  private static void accept(ServerSocket server) {
    try {
      Socket socket = server.accept();
      Thread.startVirtualThread(() -> serve(socket));
    } catch (IOException e) {
      // That one is lost, which its own end notices; the next may be well.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = request.readLine();
      for (String line = first; line != null && !line.isEmpty(); line = request.readLine()) {
        // The header is of no interest.
      }
      if (first != null) {
        String body = first.split(" ", -1)[1] + " " + socket.getInetAddress().getHostAddress();
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(body.length(), body)
                    .getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // The near end notices, and counts.
    }
  }
}
