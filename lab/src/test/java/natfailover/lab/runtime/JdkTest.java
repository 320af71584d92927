package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which installation stands in for Lambda's. */
final class JdkTest {
  @TempDir private Path directory;
  private Path eight;
  private Path seventeen;
  private Path twentyFive;
  private Path twentySix;

  @BeforeEach
  void install() throws IOException {
    eight = install("1.8.0_442");
    seventeen = install("17.0.15");
    twentyFive = install("25");
    twentySix = install("26.0.1");
  }

  @Test
  void staysWithTheRunningOneWhenItSuits() {
    assertThat(Jdk.choose(25, twentySix, List.of(twentyFive)).home()).isEqualTo(twentySix);
  }

  @Test
  void takesTheOldestThatSuitsWhenTheRunningOneDoesNot() {
    List<Path> candidates = List.of(directory.resolve("none"), eight, twentySix, twentyFive);
    assertThat(Jdk.choose(25, seventeen, candidates).launcher())
        .isEqualTo(twentyFive.resolve("bin/java"));
  }

  @Test
  void saysWhereItLookedAndWhatToDo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Jdk.choose(25, seventeen, List.of(eight)))
        .withMessageContaining(seventeen.toString())
        .withMessageContaining(eight.toString())
        .withMessageContaining("JAVA_HOME");
  }

  private Path install(String version) throws IOException {
    Path home = directory.resolve("jdk-" + version);
    Path launcher = Files.createDirectories(home.resolve("bin")).resolve("java");
    assertThat(Files.createFile(launcher).toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return home;
  }
}
