package natfailover.lab.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The child JVM of one sandbox; none outlives this JVM. */
final class SandboxProcess implements AutoCloseable {
  private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly), "sandbox-end"));
  }

  private final Process process;

  private SandboxProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code command} with no variables but these; each line it prints goes to {@code log}.
   */
  static SandboxProcess start(
      List<String> command, Path directory, Map<String, String> variables, Consumer<String> log) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      LIVE.add(process);
      CompletableFuture<Void> _ = process.onExit().thenRun(() -> LIVE.remove(process));
      Thread.ofVirtual().name("sandbox-log").start(() -> copyLines(process, log));
      return new SandboxProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start %s in %s".formatted(command.getFirst(), directory), e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Completes with the exit status. */
  CompletableFuture<Integer> exited() {
    return process.onExit().thenApply(Process::exitValue);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static void copyLines(Process process, Consumer<String> log) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.accept(line);
      }
    } catch (IOException _) {
      // Killed while it was printing: there is no more to read.
    }
  }
}
