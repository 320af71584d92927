package natfailover.lab.gameday;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The user data that the template ships, as the node's own build makes it. */
final class BootScript {
  private BootScript() {}

  /** In base64, as a launch template takes it. */
  static String build() throws IOException {
    Path build = Path.of(System.getProperty("natfailover.node", "node"), "build");
    Process process =
        new ProcessBuilder("/usr/bin/env", "python3", build.toString(), "--base64")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String made =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(build + " failed with " + process.exitValue() + ", see above");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + build + " ran", e);
    }
    return made;
  }
}
