package natfailover.lab.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Lambda Runtime API and the credentials endpoint of one sandbox, on a loopback port. */
final class RuntimeApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String CREDENTIALS = "/2021-04-23/credentials";
  private static final Pattern ANSWER =
      Pattern.compile("POST " + RUNTIME + "invocation/([^/]+)/(response|error)");
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String STATUS_OK = "{\"status\":\"OK\"}";

  private final FunctionSettings settings;
  private final RuntimeOperations operations;
  private final String credentialsToken = UUID.randomUUID().toString();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private RuntimeApi(FunctionSettings settings, RuntimeOperations operations, HttpServer server) {
    this.settings = settings;
    this.operations = operations;
    this.server = server;
  }

  static RuntimeApi start(FunctionSettings settings, RuntimeOperations operations) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      RuntimeApi api = new RuntimeApi(settings, operations, server);
      server.setExecutor(api.threads);
      server.createContext("/", api::handle);
      server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException("no loopback port for a Runtime API", e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String credentialsUri() {
    return "http://" + address() + CREDENTIALS;
  }

  String credentialsToken() {
    return credentialsToken;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      route(exchange);
    } catch (InterruptedException _) {
      // The sandbox is being closed; its process is gone or going.
      Thread.currentThread().interrupt();
    }
  }

  private void route(HttpExchange exchange) throws IOException, InterruptedException {
    String operation = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    switch (operation) {
      case "GET " + RUNTIME + "invocation/next" -> next(exchange);
      case "GET " + RUNTIME + "restore/next" -> {
        operations.awaitRestore();
        reply(exchange, OK, "");
      }
      case "POST " + RUNTIME + "init/error" -> {
        operations.initializationFailed(ErrorDocuments.read(body(exchange)));
        reply(exchange, ACCEPTED, STATUS_OK);
      }
      case "POST " + RUNTIME + "restore/error" -> {
        operations.restoreFailed(ErrorDocuments.read(body(exchange)));
        reply(exchange, ACCEPTED, STATUS_OK);
      }
      case "GET " + CREDENTIALS -> credentials(exchange);
      default -> answer(exchange, ANSWER.matcher(operation));
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Event event = operations.next();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
    headers.set("Lambda-Runtime-Invoked-Function-Arn", settings.invokedArn());
    long deadline = Instant.now().plus(settings.timeout()).toEpochMilli();
    headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(deadline));
    String root = event.requestId().replace("-", "");
    headers.set(
        "Lambda-Runtime-Trace-Id",
        "Root=1-%s-%s;Sampled=0".formatted(root.substring(0, 8), root.substring(8)));
    reply(exchange, OK, event.payload());
  }

  private void answer(HttpExchange exchange, Matcher operation) throws IOException {
    if (!operation.matches()) {
      reply(exchange, 404, "{\"errorType\":\"NotFound\"}");
      return;
    }
    String payload = body(exchange);
    Outcome outcome =
        operation.group(2).equals("response")
            ? new Outcome.Success(payload)
            : ErrorDocuments.read(payload);
    if (operations.answer(operation.group(1), outcome)) {
      reply(exchange, ACCEPTED, STATUS_OK);
    } else {
      reply(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}");
    }
  }

  private void credentials(HttpExchange exchange) throws IOException {
    if (!credentialsToken.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      reply(exchange, 403, "{\"code\":\"AccessDenied\",\"message\":\"wrong token\"}");
      return;
    }
    ObjectNode document =
        JSON.createObjectNode()
            .put("AccessKeyId", settings.credentials().accessKeyId())
            .put("SecretAccessKey", settings.credentials().secretAccessKey())
            .put("Token", settings.credentials().sessionToken())
            .put("Expiration", Instant.now().plus(6, ChronoUnit.HOURS).toString());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply(exchange, OK, document.toString());
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
