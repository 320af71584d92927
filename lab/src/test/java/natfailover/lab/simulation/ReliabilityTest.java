package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The docs name every rule and every fault, in the words of the code. */
final class ReliabilityTest {
  private final String text = Files.readString(Path.of("../docs/reliability.md"));

  ReliabilityTest() throws IOException {}

  @Test
  void everyRuleIsThereInItsOwnWords() {
    assertThat(Arrays.stream(Rule.values()).map(rule -> row(rule, rule.sentence())))
        .allSatisfy(row -> assertThat(text).contains(row));
  }

  @Test
  void everyFaultIsThere() {
    assertThat(Arrays.stream(Fault.values()).map(fault -> "| `" + fault + "` | "))
        .allSatisfy(row -> assertThat(text).contains(row));
  }

  private static String row(Rule rule, String sentence) {
    return "| `" + rule + "` | " + sentence + " |\n";
  }
}
