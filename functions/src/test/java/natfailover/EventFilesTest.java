package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.plan.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every payload of the events folder against the table in its EXPECTED.md. */
final class EventFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/events");

  // Just after the newest event, so that the newest keep their own time.
  private static final Instant NOW = Instant.parse("2026-05-24T10:06:00Z");

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void eachFileMeansWhatTheTableSays(String file) {
    assertThat(expected()).as("a row of EXPECTED.md").containsKey(file);
    String found =
        Triggers.read(new ByteArrayInputStream(bytes(file)), NOW).stream()
            .map(EventFilesTest::shown)
            .collect(Collectors.joining(" + "));
    assertThat(found).isEqualTo(expected().get(file));
  }

  @Test
  void theTableNamesNoFileThatIsNotThere() {
    assertThat(expected().keySet()).containsExactlyInAnyOrderElementsOf(files());
  }

  static List<String> files() {
    try (Stream<Path> paths = Files.list(FOLDER)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The rows "| file | trigger + trigger … |". */
  private static Map<String, String> expected() {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : new String(bytes("EXPECTED.md"), UTF_8).lines().toList()) {
      String[] cells = line.split(" *[|] *", 3);
      if (cells.length == 3 && cells[1].matches(".*[.](json|txt)")) {
        rows.put(cells[1], cells[2].replaceFirst(" *[|]$", ""));
      }
    }
    return rows;
  }

  static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(FOLDER.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String shown(Trigger trigger) {
    return "«"
        + trigger.kind()
        + "» "
        + (trigger.subject().isEmpty() ? "" : trigger.subject() + " ")
        + "→ "
        + switch (trigger) {
          case Trigger.Sweep _ -> "sweep";
          case Trigger.Signal signal ->
              "look at " + shown(signal.scope()) + shown(signal.evidence());
          case Trigger.Command command -> "command " + command;
          case Trigger.Ignored ignored -> "ignored: " + ignored.because();
          case Trigger.NotUnderstood not ->
              "not understood: " + not.message().replaceFirst("(, which is|; allowed).*", "");
        };
  }

  private static String shown(Trigger.Scope scope) {
    return switch (scope) {
      case Trigger.Scope.Instance(String id) -> id;
      case Trigger.Scope.Group(String name) -> "group " + name;
      case Trigger.Scope.FleetNamed(String name, var ids) -> "fleet " + name + " " + ids;
    };
  }

  private static String shown(List<Evidence> evidence) {
    return evidence.stream().map(it -> ", " + shown(it)).collect(Collectors.joining());
  }

  private static String shown(Evidence evidence) {
    String what =
        switch (evidence) {
          case Evidence.Ready ready -> "ready, carries " + ready.carries();
          case Evidence.Impaired impaired -> "impaired " + impaired.symptoms();
          case Evidence.Unreachable unreachable -> "unreachable for " + unreachable.accuser();
          case Evidence.Leaving leaving ->
              "leaving for " + Duration.between(leaving.at(), leaving.until()).toMinutes() + " min";
          case Evidence.StateChanged changed -> "state " + changed.state();
          case Evidence.Probed _ -> throw new AssertionError("no event brings a prober's word");
          case Evidence.Waiting(_, _, _, var hold) ->
              hold.transition()
                  + " waits in "
                  + hold.group()
                  + " for "
                  + hold.hook()
                  + hold.token()
                      .map(it -> " token …" + it.substring(it.length() - 4))
                      .orElse(" without token");
        };
    boolean own = !evidence.at().equals(NOW);
    return evidence.instanceId() + " " + what + (own ? " since " + evidence.at() : "");
  }
}
