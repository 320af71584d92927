package natfailover.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a test needs of the machine it runs on. Where that is missing the test is skipped and says
 * so; where {@code SKIP_NOTHING} is true it fails, as in CI, where nobody reads what was skipped.
 */
public record Needed(boolean everything) {
  public static final Needed HERE = new Needed("true".equals(System.getenv("SKIP_NOTHING")));

  /**
   * Goes on only with what is needed.
   *
   * @param lacking what is missing if it is, and what brings it
   */
  public void when(boolean there, String lacking) {
    if (!there && everything) {
      throw new AssertionError("SKIP_NOTHING is true, but: " + lacking);
    }
    assumeTrue(there, lacking);
  }

  /**
   * The program of this name on the PATH.
   *
   * @param install the command that brings it
   */
  public Path program(String name, String install) {
    Optional<Path> program = find(name);
    when(program.isPresent(), "needs %s: %s".formatted(name, install));
    return program.orElseThrow();
  }

  private static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
