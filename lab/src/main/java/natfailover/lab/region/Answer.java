package natfailover.lab.region;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the region answers: an HTTP status and the body in the service's own format. */
public record Answer(int status, String body) {
  /** The region itself failed. */
  static Answer of(RuntimeException failed) {
    ApiError error = new ApiError(500, "InternalError", failed.toString());
    return new Answer(error.status(), Xml.EC2.error(error, "region"));
  }

  void send(HttpExchange exchange, String contentType) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  public boolean succeeded() {
    return status == 200;
  }
}
