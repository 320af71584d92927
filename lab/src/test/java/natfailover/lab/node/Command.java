package natfailover.lab.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of the operating system, run to its end within a deadline. */
public record Command(List<String> words, Map<String, String> environment) {
  private static final Executor LATER = CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS);

  /** What a command answered, standard output and error in one. */
  public record Result(int status, String output) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of());
  }

  public Command with(Map<String, String> variables) {
    return new Command(words, variables);
  }

  /** The same command, to be run behind {@code prefix}. */
  public Command behind(String... prefix) {
    return new Command(Stream.concat(Arrays.stream(prefix), words.stream()).toList(), environment);
  }

  /** The same command with more words at its end. */
  public Command append(String... more) {
    return new Command(Stream.concat(words.stream(), Arrays.stream(more)).toList(), environment);
  }

  public Result run() {
    try {
      Process process = start();
      process.getOutputStream().close();
      LATER.execute(process::destroyForcibly);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs the command and fails unless it succeeds. */
  public String must() {
    Result result = run();
    if (!result.succeeded()) {
      throw new AssertionError(
          String.join(" ", words) + " ended with " + result.status() + ": " + result.output());
    }
    return result.output();
  }

  /** Starts a server that says {@code serving} once it is. */
  void serve() {
    try {
      String first = start().inputReader().readLine();
      if (!"serving".equals(first)) {
        throw new AssertionError(String.join(" ", words) + " does not serve: " + first);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process that goes on by itself, its output at the end of a file. */
  Process startInto(Path file) {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
