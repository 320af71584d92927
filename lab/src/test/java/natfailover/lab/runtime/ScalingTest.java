package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import natfailover.lab.runtime.toys.GateHandler;
import org.junit.jupiter.api.Test;

/** How many sandboxes there are, and which one an event gets. */
final class ScalingTest extends RuntimeFixture {
  @Test
  void givesConcurrentEventsSandboxesOfTheirOwnAndReusesTheLastUsedFirst() throws Exception {
    try (Gate gate = new Gate()) {
      LambdaFunction function = function(GateHandler.class);
      CompletableFuture<Invocation> first = function.invoke(gate.event());
      gate.awaitKnock();
      CompletableFuture<Invocation> second = function.invoke(gate.event());
      gate.awaitKnock();
      gate.letOneGo();
      String firstProcess = outcome(first).payload();
      gate.letOneGo();
      String secondProcess = outcome(second).payload();
      assertThat(secondProcess).isNotEqualTo(firstProcess);

      CompletableFuture<Invocation> third = function.invoke(gate.event());
      gate.awaitKnock();
      CompletableFuture<Invocation> fourth = function.invoke(gate.event());
      gate.awaitKnock();
      gate.letOneGo();
      gate.letOneGo();
      assertThat(outcome(third).payload()).isEqualTo(secondProcess);
      assertThat(outcome(fourth).payload()).isEqualTo(firstProcess);
      assertThat(result(fourth).start()).isEqualTo(Start.WARM);
    }
  }

  @Test
  void throttlesBeyondTheLimitAndLetsAsynchronousEventsWait() throws Exception {
    try (Gate gate = new Gate()) {
      LambdaFunction function = function(GateHandler.class, settings -> settings.concurrency(1));
      CompletableFuture<Invocation> running = function.invoke(gate.event());
      gate.awaitKnock();
      CompletableFuture<Invocation> waiting = function.invokeAsync(gate.event());
      assertThat(function.invoke(gate.event()))
          .isCompletedExceptionally()
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(TooManyRequestsException.class)
          .withMessageContaining("toy, limit 1");
      assertThat(waiting).isNotDone();
      gate.letOneGo();
      gate.awaitKnock();
      gate.letOneGo();
      assertThat(outcome(waiting)).isEqualTo(outcome(running));
      assertThat(result(waiting).start()).isEqualTo(Start.WARM);
    }
  }

  @Test
  void startsAnewOnceTheIdleSandboxesAreEvicted() throws Exception {
    try (Gate gate = new Gate()) {
      LambdaFunction function = function(GateHandler.class);
      assertThat(result(function.provision(1)))
          .singleElement()
          .satisfies(taken -> assertThat(taken).isPositive());
      assertThat(result(function.provision(1))).isEmpty();
      CompletableFuture<Invocation> warm = function.invoke(gate.event());
      gate.awaitKnock();
      gate.letOneGo();
      assertThat(result(warm).start()).isEqualTo(Start.WARM);
      function.evictIdle();
      CompletableFuture<Invocation> cold = function.invoke(gate.event());
      gate.awaitKnock();
      gate.letOneGo();
      assertThat(result(cold).start()).isEqualTo(Start.COLD);
      assertThat(outcome(cold)).isNotEqualTo(outcome(warm));
    }
  }

  @Test
  void endsItsProcessesWhenItIsClosed() throws Exception {
    try (Gate gate = new Gate()) {
      LambdaFunction function = function(GateHandler.class);
      CompletableFuture<Invocation> running = function.invoke(gate.event());
      gate.awaitKnock();
      function.close();
      assertThat(gate.awaitHangUp()).isTrue();
      assertThat(error(running).errorType()).isEqualTo("Runtime.ExitError");
    }
  }

  @Test
  void givesItsPlaceBackWhenNoProcessCanBeStarted() {
    ManagedRuntime missing =
        new ManagedRuntime(Path.of("/nowhere/java"), List.of(), runtime().nativeClient(), false);
    FunctionSettings settings =
        FunctionSettings.builder("toy", taskRoot(), "none").concurrency(1).build();
    try (LambdaFunction function = new LambdaFunction(missing, settings, _ -> {})) {
      for (int i = 0; i < 2; i++) {
        assertThat(function.invoke("{}"))
            .failsWithin(Duration.ZERO)
            .withThrowableThat()
            .havingCause()
            .isInstanceOf(UncheckedIOException.class)
            .withMessageContaining("/nowhere/java");
      }
    }
  }
}
