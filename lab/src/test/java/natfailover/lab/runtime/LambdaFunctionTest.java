package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import natfailover.lab.runtime.toys.BrokenHandler;
import natfailover.lab.runtime.toys.EchoHandler;
import natfailover.lab.runtime.toys.EnvironmentHandler;
import natfailover.lab.runtime.toys.ExitingHandler;
import natfailover.lab.runtime.toys.FailingHandler;
import natfailover.lab.runtime.toys.GateHandler;
import org.junit.jupiter.api.Test;

/** One event and one sandbox: what the handler sees, and what comes back. */
final class LambdaFunctionTest extends RuntimeFixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void echoesThroughTheRealRuntimeClient() throws Exception {
    LambdaFunction function = function(EchoHandler.class);
    String event = "{\"zone\":\"ä-1a\"}";
    Invocation first = result(function.invoke(event));
    Invocation second = result(function.invoke(event));
    assertThat(first.outcome()).isEqualTo(new Outcome.Success(event));
    assertThat(first.start()).isEqualTo(Start.COLD);
    assertThat(first.preparation()).isPositive();
    assertThat(second.start()).isEqualTo(Start.WARM);
    assertThat(second.preparation()).isZero();
    assertThat(second.duration()).isPositive().isLessThan(first.preparation());
    assertThat(second.requestId()).isNotEqualTo(first.requestId());
  }

  @Test
  void handsTheFunctionLambdasVariablesAndItsOwnAndNothingOfOurs() throws Exception {
    LambdaFunction function =
        function(
            EnvironmentHandler.class,
            settings ->
                settings
                    .environment(Map.of("FLEET", "prod"))
                    .qualifier("live")
                    .region("eu-west-1"));
    Invocation invocation = result(function.invoke("{}"));
    JsonNode seen = JSON.readTree(invocation.outcome().payload());
    Map<String, String> variables = variables(seen);
    assertThat(variables)
        .containsEntry("FLEET", "prod")
        .containsEntry("AWS_REGION", "eu-west-1")
        .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
        .containsEntry("AWS_ACCESS_KEY_ID", Credentials.ofTheLab().accessKeyId())
        .containsEntry("LAMBDA_TASK_ROOT", taskRoot().toString());
    Set<String> others = new TreeSet<>(variables.keySet());
    others.removeAll(SandboxEnvironment.RESERVED);
    assertThat(others).containsExactly("FLEET", "LANG", "PATH", "TZ");
    assertThat(variables).doesNotContainKey("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    JsonNode context = seen.path("context");
    assertThat(context.path("requestId").asText()).isEqualTo(invocation.requestId());
    assertThat(context.path("arn").asText())
        .isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:toy:live");
    assertThat(context.path("memory").asInt()).isEqualTo(128);
    assertThat(context.path("remainingMillis").asInt()).isBetween(1, 30_000);
    assertThat(context.path("directory").asText()).isEqualTo(taskRoot().toString());
  }

  @Test
  void refusesAVariableThatLambdaReserves() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                function(
                    EchoHandler.class,
                    settings -> settings.environment(Map.of("AWS_REGION", "eu-west-1"))))
        .withMessageContaining("AWS_REGION");
  }

  @Test
  void surfacesAnErrorWithTypeAndMessageAndKeepsTheSandbox() throws Exception {
    LambdaFunction function = function(FailingHandler.class);
    Outcome.FunctionError error = error(function.invoke("1"));
    assertThat(error.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.errorMessage()).isEqualTo("failure 1");
    assertThat(JSON.readTree(error.payload()).path("stackTrace")).isNotEmpty();
    assertThat(outcome(function.invoke("1"))).isEqualTo(new Outcome.Success("2"));
  }

  @Test
  void reportsAFailedInitializationWithItsCause() throws Exception {
    LambdaFunction function = function(BrokenHandler.class);
    Outcome.FunctionError error = error(function.invoke("\"event\""));
    assertThat(error.errorType()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(error.errorMessage()).contains("FLEET: not set");
    assertThatThrownBy(() -> result(function.provision(1)))
        .cause()
        .isInstanceOf(SandboxFailedException.class)
        .hasMessageContaining("FLEET: not set");
  }

  @Test
  void reportsAProcessThatEndsAndStartsAnother() throws Exception {
    LambdaFunction function = function(ExitingHandler.class);
    Outcome.FunctionError error = error(function.invoke("3"));
    assertThat(error.errorType()).isEqualTo("Runtime.ExitError");
    assertThat(error.errorMessage()).endsWith("Runtime exited with error: exit status 3");
    Invocation next = result(function.invoke("0"));
    assertThat(next.start()).isEqualTo(Start.COLD);
    assertThat(next.outcome().payload()).contains("Runtime exited without providing a reason");
  }

  @Test
  void killsAFunctionThatRunsBeyondItsTimeout() throws Exception {
    try (Gate gate = new Gate()) {
      LambdaFunction function =
          function(GateHandler.class, settings -> settings.timeout(Duration.ofMillis(1250)));
      CompletableFuture<Invocation> late = function.invoke(gate.event());
      gate.awaitKnock();
      Outcome.FunctionError error = error(late);
      assertThat(error.errorType()).isEqualTo("Sandbox.Timedout");
      assertThat(error.errorMessage()).endsWith("Task timed out after 1.25 seconds");
      assertThat(gate.awaitHangUp()).isTrue();
      CompletableFuture<Invocation> next = function.invoke(gate.event());
      gate.awaitKnock();
      gate.letOneGo();
      assertThat(result(next).start()).isEqualTo(Start.COLD);
      assertThat(outcome(next)).isInstanceOf(Outcome.Success.class);
    }
  }

  @Test
  void capturesItsLogLineByLine() throws Exception {
    LambdaFunction function =
        function(EchoHandler.class, settings -> settings.logFormat(LogFormat.JSON));
    Invocation invocation = result(function.invoke("42"));
    JsonNode line = JSON.readTree(logUpTo("got 42").getLast());
    assertThat(line.path("message").asText()).isEqualTo("got 42");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("AWSRequestId").asText()).isEqualTo(invocation.requestId());
  }

  private static Map<String, String> variables(JsonNode seen) {
    return JSON.convertValue(seen.path("variables"), new TypeReference<>() {});
  }
}
