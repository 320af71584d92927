package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.doctor.Complaint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every error that commands, the doctor and on-boarding can tell is listed, cause and cure. */
final class ErrorsTest {
  private static final Path SOURCES = Path.of("src/main/java/natfailover");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|(.*)\\|(.*)\\|$");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** They depend on the moment, and reach the log alone: AnswerPostTest looks at them. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "… (the rest is in the log)",
          "CloudFormation was not answered: interrupted",
          "CloudFormation was not answered: status",
          ", so the address is no longer valid or was changed on its way",
          "no answer within",
          "The function was interrupted: try again");

  @Test
  void theOperatorsPageHasACauseAndACureForEveryCodeAndForNoOther() throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("../docs/operations.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), List.of(row.group(2), row.group(3))));
    assertThat(rows.keySet())
        .isEqualTo(
            Stream.concat(
                    Arrays.stream(ErrorCode.values()).map(ErrorCode::word),
                    Complaint.all().stream().map(Complaint::code))
                .collect(Collectors.toCollection(TreeSet::new)));
    rows.forEach(
        (code, cells) -> assertThat(cells).as(code).allMatch(cell -> cell.strip().length() > 10));
  }

  @Test
  void everyErrorOfACommandIsBroughtAboutAndSaysWhatIsListed() throws IOException {
    List<String> codes = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    for (CommandCause cause :
        Stream.of(CommandCause.MISTAKEN, CommandCause.REFUSED).flatMap(List::stream).toList()) {
      Story story = Story.oneZone();
      Map<String, @Nullable Object> answer = cause.story().apply(story);
      assertThat(answer).as(cause.name()).containsOnlyKeys("error");
      assertThat(story.report.failures()).as("thrown: " + cause.name()).isEmpty();
      codes.add(Story.error(answer, "code"));
      said.append(cause.name()).append("\n  ").append(codes.getLast()).append(": ");
      said.append(Story.error(answer, "message")).append("\n\n");
    }
    assertThat(said.toString().strip()).isEqualTo(resource("/command-messages.txt").strip());
    assertThat(codes).containsAll(Arrays.stream(ErrorCode.values()).map(ErrorCode::word).toList());
  }

  /** A sentence that is added to the code has to be brought about, or this fails. */
  @Test
  void noSentenceOfCommandsAndOnBoardingIsMissingInTheLists() throws IOException {
    String listed = resource("/command-messages.txt") + resource("/onboarding-messages.txt");
    List<Path> sources = new ArrayList<>();
    for (String name : List.of("CommandReader", "Controller", "Orders")) {
      sources.add(SOURCES.resolve(name + ".java"));
    }
    try (Stream<Path> files = Files.list(SOURCES.resolve("onboarding"))) {
      files.sorted().forEach(sources::add);
    }
    List<String> missing = new ArrayList<>();
    for (Path source : sources) {
      sentences(source)
          .filter(text -> !listed.contains(text) && !OF_THE_MOMENT.contains(text))
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  /** The fixed parts of what is said: three words or more. */
  private static Stream<String> sentences(Path source) throws IOException {
    return Files.readAllLines(source).stream()
        .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("/"))
        .flatMap(line -> TEXT.matcher(line).results())
        .map((MatchResult text) -> text.group(1).replace("\\\"", "\""))
        .flatMap(text -> Arrays.stream(text.split("%(\\d\\$)?[sd]", -1)))
        .map(String::strip)
        .filter(text -> text.chars().filter(each -> each == ' ').count() >= 2);
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = ErrorsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    }
  }
}
