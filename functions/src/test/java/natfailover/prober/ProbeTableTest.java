package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of peers in docs/prober.md says what the prober says; its milliseconds are measured.
 */
final class ProbeTableTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^(\\| ([^|]+) \\| [a-z]+ \\| \\*\\*[a-z-]+\\*\\* \\|) ([0-9.]+) \\|$");

  /** Nobody waits for it who has an answer. */
  private static final Duration LONG = Duration.ofSeconds(30);

  /** For what can only be told by waiting until the end. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private record Row(String text, double millis) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();

  ProbeTableTest() throws IOException {
    ROW.matcher(Files.readString(Path.of("../docs/prober.md")))
        .results()
        .forEach(
            row -> rows.put(row.group(2), new Row(row.group(1), Double.parseDouble(row.group(3)))));
  }

  static Stream<ProbeTable.Line> lines() {
    return ProbeTable.lines().stream();
  }

  @Test
  void everyPeerHasItsRowAndEveryRowItsPeer() {
    assertThat(rows.keySet()).containsExactlyElementsOf(lines().map(Object::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void ofEachPeerTheProberSaysWhatIsListed(ProbeTable.Line line) throws IOException {
    Row row = rows.getOrDefault(line.what(), new Row("no row", 0));
    boolean waitsToTheEnd = row.millis() > 1000;
    ProbeReport report = line.look().within(waitsToTheEnd ? SHORT : LONG);
    assertThat(ProbeTable.seen(line, report)).isEqualTo(row.text());
    if (waitsToTheEnd) {
      assertThat(report.took()).isGreaterThanOrEqualTo(SHORT);
    } else {
      assertThat(report.took()).isLessThan(LONG.dividedBy(2));
    }
  }
}
