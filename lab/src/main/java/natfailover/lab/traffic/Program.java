package natfailover.lab.traffic;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A program of the load that runs at a place, told what to do line by line. */
final class Program implements AutoCloseable {
  private static final String MEMORY = "-Xmx128m";

  private final String name;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final CompletableFuture<String> complaint;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    commands = process.outputWriter();
    answers = process.inputReader();
    complaint = CompletableFuture.supplyAsync(this::errors, Thread::startVirtualThread);
  }

  /**
   * Starts a main class at a place, with the same JVM and class path as this one; not behind the
   * controller on this machine's processors, or it would measure how long it waits for one.
   */
  static Program start(String name, Place place, Class<?> main, List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "nice",
                "-n",
                "-10",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                MEMORY,
                "-Xss256k",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                classPath(),
                main.getName()));
    command.addAll(words);
    try {
      return new Program(name, place.start(command));
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + name, e);
    }
  }

  void tell(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /** The program's next answer. */
  <T> T hear(TypeReference<T> type) {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw gone(null);
      }
      return Json.read(line, type);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private IllegalStateException gone(@Nullable IOException cause) {
    process.destroyForcibly();
    return new IllegalStateException(name + " has ended: " + complaint.join(), cause);
  }

  private String errors() {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "its errors cannot be read: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Absolute, since a place may have a working directory of its own. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
