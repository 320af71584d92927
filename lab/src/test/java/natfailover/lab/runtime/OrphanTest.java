package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import natfailover.lab.runtime.toys.EnvironmentHandler;
import org.junit.jupiter.api.Test;

/** What is left when the lab itself ends. */
final class OrphanTest extends RuntimeFixture {
  @Test
  void leavesNoSandboxBehindWhenTheLabEnds() throws Exception {
    Process lab =
        new ProcessBuilder(
                runtime().launcher().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Lab.class.getName(),
                taskRoot().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = lab.inputReader()) {
      long sandbox = Long.parseLong(lines.readLine());
      assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(
              ProcessHandle.of(sandbox)
                  .map(handle -> handle.onExit().orTimeout(30, TimeUnit.SECONDS).join().isAlive()))
          .isNotEqualTo(Optional.of(true));
    } finally {
      lab.destroyForcibly();
    }
  }

  /** Ends without closing its sandbox, having printed the process id. */
  static final class Lab {
    private Lab() {}

    public static void main(String[] arguments) throws Exception {
      FunctionSettings settings =
          FunctionSettings.builder("toy", Path.of(arguments[0]), EnvironmentHandler.class.getName())
              .build();
      Sandbox sandbox = new Sandbox(runtime(), settings, _ -> {});
      result(sandbox.initialized());
      System.out.println(sandbox.pid());
      System.exit(0);
    }
  }
}
