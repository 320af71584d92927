package natfailover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says can be checked by reading it. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SUM = Pattern.compile("(\\d+) × \\$([\\d.]+) = \\$([\\d.]+)");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

  private final String readme = Files.readString(ROOT.resolve("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void theCostsAddUp() {
    List<MatchResult> sums = SUM.matcher(readme).results().toList();
    assertThat(sums).hasSizeGreaterThanOrEqualTo(5);
    assertThat(sums).allSatisfy(sum -> assertThat(cost(sum)).isEqualByComparingTo(sum.group(3)));
  }

  @Test
  void aNodeCostsATenthOfAGateway() {
    assertThat(monthly("0.0042")).isLessThan(monthly("0.045").multiply(new BigDecimal("0.105")));
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(LINK.matcher(readme).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private BigDecimal monthly(String price) {
    return SUM.matcher(readme)
        .results()
        .filter(sum -> sum.group(2).equals(price))
        .map(ReadmeTest::cost)
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal cost(MatchResult sum) {
    return new BigDecimal(sum.group(1))
        .multiply(new BigDecimal(sum.group(2)))
        .setScale(2, RoundingMode.HALF_UP);
  }
}
