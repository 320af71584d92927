package natfailover.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final Pattern PIP = Pattern.compile("\"pip install ([^\"]+)\"");

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
    assertThat(tests()).isNotEmpty().noneMatch(test -> SKIPS.matcher(test).find());
  }

  @Test
  void whatATestAsksPipForTheWorkflowInstallsAndADeveloperIsTold() throws IOException {
    List<String> packages =
        tests().stream()
            .flatMap(test -> PIP.matcher(test).results())
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(packages).contains("awscli");
    for (String place : List.of(".github/workflows/verify.yml", "CONTRIBUTING.md", "verify")) {
      assertThat(Files.readString(ROOT.resolve(place))).as(place).contains(packages);
    }
  }

  private static List<String> tests() throws IOException {
    List<String> tests = new ArrayList<>();
    for (String module : List.of("lab", "functions")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.getFileName().toString().startsWith("Needed"))
            .forEach(file -> tests.add(text(file)));
      }
    }
    return tests;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
