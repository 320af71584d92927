package natfailover.lab.region;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** Lambda's Invoke over HTTP, synchronous, for probers. */
final class ProberEndpoint implements HttpHandler {
  static final String PATH = "/2015-03-31/functions/";

  private final RegionServer region;
  private final Probers probers;
  private final Clock clock;

  ProberEndpoint(RegionServer region, Probers probers, Clock clock) {
    this.region = region;
    this.probers = probers;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant arrived = clock.instant();
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath().substring(PATH.length());
      String function = path.replaceFirst("/invocations$", "");
      Probers.Reply reply = probers.invoke(function, () -> region.read(Region::picture));
      send(exchange, reply);
      Request request = HttpRequests.invocation(exchange.getRequestHeaders(), function);
      region.answered(request, arrived, reply.status());
    }
  }

  private static void send(HttpExchange exchange, Probers.Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", Service.LAMBDA.contentType());
    if (!reply.error().isEmpty()) {
      boolean itsOwn = reply.status() == 200;
      exchange
          .getResponseHeaders()
          .set(itsOwn ? "X-Amz-Function-Error" : "x-amzn-ErrorType", reply.error());
    }
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
