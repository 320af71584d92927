package natfailover.lab.box;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one test class in this JVM, and writes what came of each method to a file. */
final class BoxRunner implements TestExecutionListener {
  private final Path results;

  private BoxRunner(Path results) {
    this.results = results;
  }

  public static void main(String[] words) {
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(words[0])).build(),
        new BoxRunner(Path.of(words[1])));
    System.exit(0);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String name =
        test.getSource()
            .map(
                source ->
                    source instanceof MethodSource method
                        ? method.getMethodName()
                        : source instanceof ClassSource ? "class" : "")
            .orElse("");
    if (!name.isEmpty()) {
      String trace = result.getThrowable().map(BoxRunner::trace).orElse("");
      write(name, result.getStatus() == TestExecutionResult.Status.SUCCESSFUL, trace);
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private void write(String name, boolean passed, String trace) {
    String encoded = Base64.getEncoder().encodeToString(trace.getBytes(StandardCharsets.UTF_8));
    try {
      Files.writeString(
          results,
          "%s %s %s%n".formatted(name, passed ? "passed" : "failed", encoded),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
