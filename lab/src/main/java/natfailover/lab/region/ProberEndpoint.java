package natfailover.lab.region;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/** Lambda's Invoke over HTTP, synchronous, for probers. */
final class ProberEndpoint implements HttpHandler {
  static final String PATH = "/2015-03-31/functions/";

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
    Request request = HttpRequests.read(exchange.getRequestURI(), exchange.getRequestHeaders(), "");
    if (!request.action().equals("Invoke")) {
      others.handle(exchange);
      return;
    }
    String function = request.parameters().getOrDefault("FunctionName", "");
    try (exchange) {
      Instant arrived = clock.instant();
      exchange.getRequestBody().readAllBytes();
      Probers.Reply reply = probers.invoke(function, () -> region.read(Region::picture));
      send(exchange, reply);
      region.answered(request, arrived, reply.status());
    }
  }

  private static void send(HttpExchange exchange, Probers.Reply reply) throws IOException {
    if (!reply.error().isEmpty()) {
      boolean itsOwn = reply.status() == 200;
      exchange
          .getResponseHeaders()
          .set(itsOwn ? "X-Amz-Function-Error" : "x-amzn-ErrorType", reply.error());
    }
    new Answer(reply.status(), reply.body()).send(exchange, Service.LAMBDA.contentType());
  }
}
