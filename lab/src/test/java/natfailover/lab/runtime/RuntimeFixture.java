package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Functions made of toys, closed after each test, with the lines that they print. */
abstract class RuntimeFixture {
  /** Far beyond what a start takes on a busy machine; only a broken runtime waits this long. */
  private static final long PATIENCE_SECONDS = 30;

  @TempDir private static Path taskRoot;

  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final List<LambdaFunction> functions = new ArrayList<>();

  @BeforeAll
  static void layOutTheTaskRoot() throws Exception {
    TaskRoot.layOut(taskRoot);
  }

  @AfterEach
  void closeTheFunctions() {
    functions.forEach(LambdaFunction::close);
  }

  static Path taskRoot() {
    return taskRoot;
  }

  static ManagedRuntime runtime() {
    return ManagedRuntime.java25(Path.of("target", "lambda-runtime"));
  }

  final LambdaFunction function(Class<?> handler) {
    return function(handler, settings -> settings);
  }

  final LambdaFunction function(
      Class<?> handler, UnaryOperator<FunctionSettings.Builder> settings) {
    FunctionSettings.Builder defaults =
        FunctionSettings.builder("toy", taskRoot, handler.getName())
            .memoryMegabytes(128)
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
    LambdaFunction function =
        new LambdaFunction(runtime(), settings.apply(defaults).build(), log::add);
    functions.add(function);
    return function;
  }

  /** Waits for a line that contains {@code text}, and returns all lines up to it. */
  final List<String> logUpTo(String text) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = log.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line with «%s» after %s", text, lines).isNotNull();
      lines.add(line);
    } while (!line.contains(text));
    return lines;
  }

  final List<String> logSoFar() {
    return List.copyOf(log);
  }

  static <T> T result(CompletableFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static Outcome outcome(CompletableFuture<Invocation> invocation)
      throws ExecutionException, InterruptedException, TimeoutException {
    return result(invocation).outcome();
  }

  static Outcome.FunctionError error(CompletableFuture<Invocation> invocation)
      throws ExecutionException, InterruptedException, TimeoutException {
    Outcome outcome = outcome(invocation);
    assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
    return (Outcome.FunctionError) outcome;
  }
}
