package natfailover.lab.gameday;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The user data that the template ships, as the node's own build makes it. */
final class BootScript {
  private BootScript() {}

  /**
   * In base64, as a launch template takes it.
   *
   * @throws IllegalArgumentException if it cannot be built; the build has said why
   */
  static String build() {
    Path build = Path.of(System.getProperty("natfailover.node", "node"), "build");
    try {
      Process process =
          new ProcessBuilder("/usr/bin/env", "python3", build.toString(), "--base64")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      byte[] made = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalArgumentException(
            build + " failed with " + process.exitValue() + ", see above");
      }
      return new String(made, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + build + " ran", e);
    }
  }
}
