package natfailover.lab.box;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import natfailover.lab.region.Topology;

/** Instance metadata, version 2 only: it knows an instance by the address it calls from. */
final class MetadataServer implements AutoCloseable {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("169.254.169.254", 80);
  private static final String ROOT = "/latest/meta-data/";
  private static final long LONGEST_SECONDS = 21_600;

  /** What a request is answered. */
  private record Answer(int status, String body) {}

  /** To whom a token was given and until when. */
  private record Token(String machine, Instant until) {}

  private final Supplier<Topology> region;
  private final String regionName;
  private final HttpServer http;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Clock clock = Clock.systemUTC();

  MetadataServer(Supplier<Topology> region, String regionName) {
    this.region = region;
    this.regionName = regionName;
    try {
      http = HttpServer.create(ADDRESS, 256);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve instance metadata at " + ADDRESS, e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(handlers);
    http.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) {
    Topology topology = region.get();
    String address = exchange.getRemoteAddress().getAddress().getHostAddress();
    Optional<Metadata> found = Metadata.of(topology, address, regionName);
    if (found.isEmpty()) {
      return new Answer(404, "no instance has the address " + address);
    }
    Metadata metadata = found.get();
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/latest/api/token")) {
      return exchange.getRequestMethod().equals("PUT")
          ? token(metadata, exchange)
          : new Answer(405, "");
    }
    String given = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token");
    Optional<Token> token = Optional.ofNullable(given).map(tokens::get);
    boolean valid =
        token
            .filter(held -> held.machine().equals(metadata.machine().id()))
            .filter(held -> held.until().isAfter(clock.instant()))
            .isPresent();
    if (!valid) {
      return new Answer(401, "");
    }
    Optional<String> text =
        path.startsWith(ROOT)
            ? metadata.read(path.substring(ROOT.length()), clock.instant())
            : Optional.empty();
    return text.map(body -> new Answer(200, body)).orElse(new Answer(404, ""));
  }

  private Answer token(Metadata metadata, HttpExchange exchange) {
    String wanted = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token-ttl-seconds");
    if (wanted == null || !wanted.matches("\\d{1,6}")) {
      return new Answer(400, "");
    }
    long seconds = Long.parseLong(wanted);
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      return new Answer(400, "");
    }
    Instant now = clock.instant();
    tokens.values().removeIf(held -> held.until().isBefore(now));
    String token = UUID.randomUUID().toString();
    Instant until = now.plus(Duration.ofSeconds(seconds));
    tokens.put(token, new Token(metadata.machine().id(), until));
    return new Answer(200, token);
  }

  @Override
  public void close() {
    http.stop(0);
    handlers.shutdownNow();
  }
}
