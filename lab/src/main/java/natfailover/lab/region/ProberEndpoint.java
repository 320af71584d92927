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
  private static final String INVOKE = "/invocations";

  private final RegionServer region;
  private final Probers probers;
  private final Clock clock;
  private final HttpHandler others;

  ProberEndpoint(RegionServer region, Probers probers, Clock clock, HttpHandler others) {
    this.region = region;
    this.probers = probers;
    this.clock = clock;
    this.others = others;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.endsWith(INVOKE)) {
      others.handle(exchange);
      return;
    }
    String function = path.substring(PATH.length(), path.length() - INVOKE.length());
    try (exchange) {
      Instant arrived = clock.instant();
      exchange.getRequestBody().readAllBytes();
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
