package natfailover.lab.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A process that answers every line with a line; what it says besides goes to a file. */
record Dialogue(Process process) implements AutoCloseable {
  static Dialogue with(Command command, Path log) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command.words());
      builder.environment().putAll(command.environment());
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new Dialogue(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String ask(String line) {
    try {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
      String answer = process.inputReader().readLine();
      if (answer == null) {
        throw new AssertionError("no answer to: " + line);
      }
      return answer;
    } catch (IOException e) {
      throw new AssertionError("no answer to: " + line, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
