package natfailover.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One HTTP request over a connection of its own. */
final class HttpTarget implements Target {
  private final AtomicLong asked = new AtomicLong();

  @Override
  public String ask(InetSocketAddress server, Duration timeout) throws IOException {
    try (Socket socket = new Socket()) {
      String path = "/" + asked.incrementAndGet();
      socket.setTcpNoDelay(true);
      socket.connect(server, (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, server.getHostString());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      String body = answer.substring(answer.lastIndexOf('\n') + 1);
      if (!answer.startsWith("HTTP/1.1 200") || !body.startsWith(path + " ")) {
        throw new IOException("not the answer to " + path + ": " + answer);
      }
      return body.substring(path.length() + 1);
    }
  }
}
