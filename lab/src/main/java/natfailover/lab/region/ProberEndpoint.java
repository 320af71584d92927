package natfailover.lab.region;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/** Lambda's Invoke over HTTP, synchronous, for probers, by whoever the region lets. */
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
    try (exchange) {
      Instant arrived = clock.instant();
      exchange.getRequestBody().readAllBytes();
      Answer permitted = region.answer(request);
      Answer answer = permitted.succeeded() ? answer(exchange, invoke(request)) : permitted;
      answer.send(exchange, Service.LAMBDA.contentType());
      region.answered(request, arrived, answer.status());
    }
  }

  /** Outside the region's lock, since a prober may take its time. */
  private Probers.Reply invoke(Request request) {
    String function = request.parameters().getOrDefault("FunctionName", "");
    return probers.invoke(function, () -> region.read(Region::picture));
  }

  private static Answer answer(HttpExchange exchange, Probers.Reply reply) {
    if (!reply.error().isEmpty()) {
      boolean itsOwn = reply.status() == 200;
      exchange
          .getResponseHeaders()
          .set(itsOwn ? "X-Amz-Function-Error" : "x-amzn-ErrorType", reply.error());
    }
    return new Answer(reply.status(), reply.body());
  }
}
