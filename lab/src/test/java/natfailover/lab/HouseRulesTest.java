package natfailover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules, held to by every source file of both modules. */
class HouseRulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LONGEST_FILE = 150;
  private static final int WIDEST_LINE = 100;
  private static final Pattern VAGUE =
      Pattern.compile("(Manager|Helper|Utils?|Impl|Service|Data|Info)\\.java$");

  @Test
  void thereIsSomethingToHoldToTheRules() {
    assertThat(sources()).hasSizeGreaterThan(50);
  }

  @Test
  void everyFileIsFormatted() {
    assertThat(offenders(path -> !formatted(read(path)).equals(read(path))))
        .as("not as google-java-format writes it; see CONTRIBUTING.md")
        .isEmpty();
  }

  @Test
  void noFileIsLongerThanAReaderCanHold() {
    assertThat(offenders(path -> codeLines(path) > LONGEST_FILE))
        .as("more than %d lines of code", LONGEST_FILE)
        .isEmpty();
  }

  @Test
  void noLineIsWiderThanTheScreen() {
    assertThat(offenders(path -> lines(path).anyMatch(line -> line.length() > WIDEST_LINE)))
        .as("lines wider than %d columns", WIDEST_LINE)
        .isEmpty();
  }

  @Test
  void noTypeHasAVagueName() {
    // The name of an AWS service in the lab's API is a term of the field.
    assertThat(
            offenders(
                path ->
                    VAGUE.matcher(path.toString()).find() && !path.endsWith("region/Service.java")))
        .isEmpty();
  }

  @Test
  void thePlanKnowsNothingButTheJdk() {
    assertThat(
            offenders(
                path ->
                    path.toString().contains("main/java/natfailover/plan/")
                        && imports(path)
                            .anyMatch(
                                name ->
                                    !name.startsWith("java.")
                                        && !name.startsWith("natfailover.plan.")
                                        && !name.startsWith("org.jspecify."))))
        .isEmpty();
  }

  @Test
  void thePlanHasNoClockAndNoChanceOfItsOwn() {
    Pattern impure = Pattern.compile("Instant\\.now|Clock|Random|System\\.|Thread|Logger");
    assertThat(
            offenders(
                path ->
                    path.toString().contains("main/java/natfailover/plan/")
                        && impure.matcher(read(path)).find()))
        .isEmpty();
  }

  @Test
  void onlyTheAwsPackageOfTheControllerKnowsTheSdk() {
    assertThat(
            offenders(
                path ->
                    path.toString().contains("functions/src/main/")
                        && !path.toString().contains("/natfailover/aws/")
                        && read(path).contains("software.amazon.awssdk")))
        .isEmpty();
  }

  @Test
  void everySettingIsDocumented() {
    String settings = read(ROOT.resolve("functions/src/main/java/natfailover/Settings.java"));
    String operations = read(ROOT.resolve("README.md"));
    Pattern name = Pattern.compile("\"([A-Z][A-Z_]+_SECONDS)\"");
    List<String> names =
        name.matcher(settings).results().map(found -> found.group(1)).distinct().toList();
    assertThat(names).isNotEmpty().allSatisfy(found -> assertThat(operations).contains(found));
  }

  private static List<String> offenders(Predicate<Path> breaksTheRule) {
    return sources().stream()
        .filter(breaksTheRule)
        .map(path -> ROOT.relativize(path).toString())
        .toList();
  }

  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("functions", "lab")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        files.filter(path -> path.toString().endsWith(".java")).sorted().forEach(sources::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  private static String formatted(String source) {
    try {
      String ordered = ImportOrderer.reorderImports(source, Style.GOOGLE);
      return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    } catch (FormatterException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long codeLines(Path path) {
    Pattern noCode = Pattern.compile("^\\s*(//.*|\\*.*|/\\*.*|import .*|)$");
    return lines(path).filter(line -> !noCode.matcher(line).matches()).count();
  }

  private static Stream<String> imports(Path path) {
    return lines(path)
        .filter(line -> line.startsWith("import "))
        .map(line -> line.replaceFirst("^import (static )?", ""));
  }

  private static Stream<String> lines(Path path) {
    return read(path).lines();
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
