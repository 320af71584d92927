package natfailover.lab.gameday;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.runtime.Credentials;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Invocation;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.ManagedRuntime;

/** CloudFormation's side of the custom resource: asks the packaged function, takes the answer. */
final class StackResource implements AutoCloseable {
  private static final String HANDLER = "natfailover.onboarding.OnboardingHandler";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer answers;
  private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
  private final LambdaFunction function;
  private Map<String, ?> properties = Map.of();
  private String physicalId = "";

  private StackResource(HttpServer answers, LambdaFunction function) {
    this.answers = answers;
    this.function = function;
  }

  static StackResource at(URI region, Path runtime, Path task) throws IOException {
    FunctionSettings settings =
        FunctionSettings.builder("Onboarding", task, HANDLER)
            .memoryMegabytes(512)
            .timeout(Duration.ofMinutes(2))
            .region(RegionSettings.defaults().region())
            .credentials(new Credentials("ONBOARDING", "onboarding", "onboarding"))
            .environment(
                Map.of("AWS_ENDPOINT_URL", region.toString(), "CONTROLLER_TIMEOUT_SECONDS", "1"))
            .build();
    return of(new LambdaFunction(ManagedRuntime.java25(runtime), settings, _ -> {}));
  }

  /** By a function that stands already. */
  static StackResource of(LambdaFunction function) throws IOException {
    HttpServer answers =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StackResource resource = new StackResource(answers, function);
    answers.createContext("/", resource::take);
    answers.start();
    return resource;
  }

  private void take(HttpExchange exchange) throws IOException {
    taken.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** As it is first deployed. */
  JsonNode create(Map<String, ?> wanted) {
    return ask("Create", wanted);
  }

  /** As it is deployed with other properties. */
  JsonNode update(Map<String, ?> wanted) {
    return ask("Update", wanted);
  }

  /** As the stack is deleted. */
  JsonNode delete() {
    return ask("Delete", properties);
  }

  private JsonNode ask(String type, Map<String, ?> wanted) {
    try {
      String event =
          JSON.writeValueAsString(
              Map.of(
                  "RequestType",
                  type,
                  "ResponseURL",
                  "http://127.0.0.1:" + answers.getAddress().getPort() + "/answer",
                  "StackId",
                  "arn:aws:cloudformation:ap-northeast-1:1:stack/nat/4711",
                  "RequestId",
                  "request",
                  "LogicalResourceId",
                  "Tables",
                  "PhysicalResourceId",
                  physicalId,
                  "ResourceProperties",
                  wanted,
                  "OldResourceProperties",
                  properties));
      Invocation invocation = function.invoke(event).join();
      assertThat(taken).as("answers; the function ended with %s", invocation.outcome()).hasSize(1);
      JsonNode answer = JSON.readTree(taken.remove());
      physicalId = answer.path("PhysicalResourceId").asText();
      properties = wanted;
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    function.close();
    answers.stop(0);
  }
}
