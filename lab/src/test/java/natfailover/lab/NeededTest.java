package natfailover.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Where nothing is to be skipped, green means that every test ran. */
class NeededTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** JUnit's, Testcontainers' and jqwik's ways to leave a test out. */
  private static final Pattern SKIPS =
      Pattern.compile(
          "jupiter\\.api\\.(Assumptions|Disabled|condition)|assertj\\S*Assumptions"
              + "|disabledWithoutDocker|@Disabled");

  @Test
  void whatIsMissingSkipsATestUnlessNothingIsToBeSkipped() {
    assertThatThrownBy(() -> new Needed(false).when(false, "needs a moon: wait"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("needs a moon: wait");
    assertThatThrownBy(() -> new Needed(true).when(false, "needs a moon: wait"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("SKIP_NOTHING is true, but: needs a moon: wait");
    assertThatThrownBy(() -> new Needed(true).program("no-such-program", "nobody has it"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("needs no-such-program: nobody has it");
  }

  @Test
  void whatIsThereIsUsed() {
    new Needed(true).when(true, "needs nothing");
    assertThat(new Needed(true).program("sh", "any system has it")).isExecutable();
  }

  @Test
  void noTestIsSkippedInAnotherWay() throws IOException {
    for (String module : List.of("lab", "functions")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".java")))
            .isNotEmpty()
            .filteredOn(file -> !file.getFileName().toString().startsWith("Needed"))
            .noneMatch(NeededTest::skips);
      }
    }
  }

  private static boolean skips(Path file) {
    try {
      return SKIPS.matcher(Files.readString(file)).find();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
