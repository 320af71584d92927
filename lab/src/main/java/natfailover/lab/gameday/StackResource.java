package natfailover.lab.gameday;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.runtime.Credentials;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Invocation;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.ManagedRuntime;
import natfailover.lab.stack.Makers;

/** CloudFormation's side of the custom resource: asks the packaged function, takes the answer. */
final class StackResource implements AutoCloseable {
  private static final String HANDLER = "natfailover.onboarding.OnboardingHandler";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What CloudFormation was told. */
  record Answer(boolean success, String reason, String physicalId) {}

  private final HttpServer server;
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final LambdaFunction function;
  private final String stack;
  private final String name;
  private Map<String, ?> properties = Map.of();
  private String physicalId = "";

  private StackResource(HttpServer server, LambdaFunction function, String stack, String name) {
    this.server = server;
    this.function = function;
    this.stack = stack;
    this.name = name;
  }

  /** A resource of a new stack, served by the function as packaged. */
  static StackResource at(URI region, Path runtime, Path task) {
    FunctionSettings settings =
        FunctionSettings.builder("Onboarding", task, HANDLER)
            .memoryMegabytes(512)
            .timeout(Duration.ofMinutes(2))
            .region(RegionSettings.defaults().region())
            .credentials(new Credentials("ONBOARDING", "onboarding", "onboarding"))
            .environment(
                Map.of("AWS_ENDPOINT_URL", region.toString(), "CONTROLLER_TIMEOUT_SECONDS", "5"))
            .build();
    return of(
        new LambdaFunction(ManagedRuntime.java25(runtime), settings, _ -> {}),
        Makers.arn("cloudformation", "stack/nat/4711"),
        "Tables");
  }

  /**
   * A resource that is served by a function that stands already.
   *
   * @param stack the id of its stack
   * @param name its own in the stack's template
   */
  static StackResource of(LambdaFunction function, String stack, String name) {
    HttpServer server = listening();
    StackResource resource = new StackResource(server, function, stack, name);
    server.createContext("/", resource::take);
    server.start();
    return resource;
  }

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    answers.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** From now on CloudFormation knows it by these, whatever was asked and answered since. */
  StackResource known(String id, Map<String, ?> as) {
    physicalId = id;
    properties = as;
    return this;
  }

  /** As it is first deployed. */
  Answer create(Map<String, ?> wanted) {
    return ask("Create", wanted);
  }

  /** As it is deployed with other properties. */
  Answer update(Map<String, ?> wanted) {
    return ask("Update", wanted);
  }

  /** As the stack is deleted. */
  Answer delete() {
    return ask("Delete", properties);
  }

  private Answer ask(String type, Map<String, ?> wanted) {
    try {
      String event =
          JSON.writeValueAsString(
              Map.of(
                  "RequestType",
                  type,
                  "ResponseURL",
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/answer",
                  "StackId",
                  stack,
                  "RequestId",
                  "request",
                  "LogicalResourceId",
                  name,
                  "PhysicalResourceId",
                  physicalId,
                  "ResourceProperties",
                  wanted,
                  "OldResourceProperties",
                  properties));
      Invocation invocation = function.invoke(event).join();
      String taken = answers.poll();
      if (taken == null) {
        String why = "no answer; the function ended with " + invocation.outcome();
        return new Answer(false, why, physicalId);
      }
      JsonNode answer = JSON.readTree(taken);
      physicalId = answer.path("PhysicalResourceId").asText();
      properties = wanted;
      return new Answer(
          answer.path("Status").asText().equals("SUCCESS"),
          answer.path("Reason").asText(),
          physicalId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    function.close();
    server.stop(0);
  }
}
