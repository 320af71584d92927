package natfailover.lab.box;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A network namespace of the box, an instance's with its own view of the file system. */
public final class Namespace {
  private static final Path NAMES = Path.of("/run/netns");
  private static final long DEADLINE_SECONDS = 60;
  private final String name;
  private final List<String> entry;

  private Namespace(String name, List<String> entry) {
    this.name = name;
    this.entry = entry;
  }

  static Namespace of(String name) {
    return new Namespace(name, List.of("nsenter", "--net=" + NAMES.resolve(name), "--"));
  }

  /** The same with a mount namespace; programs begin in the root folder there. */
  Namespace seeing(Path mounts) {
    Path net = NAMES.resolve(name);
    return new Namespace(name, List.of("nsenter", "--mount=" + mounts, "--net=" + net, "--"));
  }

  public String name() {
    return name;
  }

  /** What a command answered, standard output and error in one. */
  public record Result(int status, String output) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  /** A command to be started here; the process is the program itself, not one around it. */
  public ProcessBuilder prepare(List<String> words) {
    List<String> all = new ArrayList<>(entry);
    all.addAll(words);
    return new ProcessBuilder(all);
  }

  /** Starts a program whose output, error included, is read from the process. */
  public Process start(Map<String, String> environment, List<String> words) throws IOException {
    ProcessBuilder builder = prepare(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs a command to its end, or for a minute at most. */
  public Result run(String... words) {
    return finish(prepare(List.of(words)));
  }

  /** Runs a command that has to succeed. */
  public String must(String... words) {
    Result result = run(words);
    if (!result.succeeded()) {
      throw new BoxFailed(
          "%s: '%s' ended with %d: %s"
              .formatted(name, String.join(" ", words), result.status(), result.output().strip()));
    }
    return result.output();
  }

  static Result finish(ProcessBuilder builder) {
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture.delayedExecutor(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BoxFailed("interrupted while running " + builder.command());
    }
  }

  /** The processes that have this network for their own. */
  List<ProcessHandle> processes() {
    Object wanted = identity(NAMES.resolve(name));
    return ProcessHandle.allProcesses()
        .filter(each -> wanted.equals(identity(Path.of("/proc", each.pid() + "", "ns/net"))))
        .toList();
  }

  /** Device and inode of a file; of no other object than itself when there is no such file. */
  private static Object identity(Path path) {
    try {
      return Files.getAttribute(path, "unix:ino");
    } catch (IOException _) {
      return new Object();
    }
  }
}
