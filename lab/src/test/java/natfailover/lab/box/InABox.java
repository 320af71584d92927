package natfailover.lab.box;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Has the methods of a test class run in a JVM in a box; that of the tests asks how they went. */
final class InABox implements InvocationInterceptor {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(InABox.class);
  static final Path LAUNCHER = Path.of("in-a-box").toAbsolutePath();
  private static final int REFUSED = 2;

  /** How the methods of a class went, and what the box had to say. */
  private record Run(int status, String output, Map<String, String> results) {}

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (proceeds(invocation)) {
      return;
    }
    Class<?> tests = context.getRequiredTestClass();
    Run run =
        context.getRoot().getStore(HERE).computeIfAbsent(tests, _ -> InABox.run(tests), Run.class);
    judge(run, method.getExecutable().getName());
  }

  private static void judge(Run run, String name) {
    if (run.status() == REFUSED) {
      throw new TestAbortedException(run.output().strip());
    }
    String whole = run.results().getOrDefault("class", "passed ");
    String result = whole.startsWith("failed") ? whole : run.results().getOrDefault(name, "");
    if (!result.startsWith("passed")) {
      String encoded = result.substring(result.indexOf(' ') + 1);
      String trace = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      throw new AssertionError("in the box: " + trace + "\nThe box said: " + run.output());
    }
  }

  private static Run run(Class<?> tests) {
    try {
      Path results = Files.createTempFile("in-a-box", ".results");
      Process process =
          start(List.of(BoxRunner.class.getName(), tests.getName(), results.toString()));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      Map<String, String> byName = new HashMap<>();
      for (String line : Files.readAllLines(results)) {
        byName.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
      }
      Files.delete(results);
      return new Run(status, output, byName);
    } catch (IOException e) {
      throw new AssertionError("cannot start the box", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts a class of the tests in a box of its own. */
  static Process start(List<String> words) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> command = new java.util.ArrayList<>(List.of(LAUNCHER.toString(), java));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .start();
  }

  private static String classPath() {
    return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
        .orElseGet(() -> System.getProperty("java.class.path"));
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceeds(invocation);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceeds(invocation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceeds(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceeds(invocation);
  }

  private static boolean proceeds(Invocation<@Nullable Void> invocation) throws Throwable {
    boolean inside = System.getenv("NAT_FAILOVER_BOX") != null;
    if (inside) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
    return inside;
  }
}
