package natfailover.lab;

import static java.math.RoundingMode.HALF_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the README says of money follows from the prices in its own tables. */
class CostTest {
  private static final Pattern SUM = Pattern.compile("(\\d+) × \\$([\\d.]+) = \\$([\\d.]+)");
  private static final Pattern AMOUNT = Pattern.compile("\\$(\\d+(?:\\.\\d+)?)");
  private static final String CROSS_ZONE = "0.01";

  private final String readme = Files.readString(Path.of("..", "README.md"));
  private final Sum gatewayHours = sum("hours", 1);
  private final Sum nodeHours = sum("hours", 2);
  private final Sum address = sum("public address", 2);
  private final Sum disk = sum("disk, 8 GB gp3", 2);
  private final Sum traffic = sum("each TB through it", 1);

  CostTest() throws IOException {}

  /** A product as it is written, and what is written that it comes to. */
  private record Sum(BigDecimal times, BigDecimal price, BigDecimal said) {
    BigDecimal cost() {
      return times.multiply(price).setScale(2, HALF_UP);
    }
  }

  @Test
  void everyProductComesToWhatIsSaid() {
    List<MatchResult> sums = SUM.matcher(readme).results().toList();
    assertThat(sums).hasSize(6);
    assertThat(sums.stream().map(CostTest::read))
        .allSatisfy(sum -> assertThat(sum.cost()).isEqualByComparingTo(sum.said()));
    assertThat(sum("public address", 1)).isEqualTo(address);
    assertThat(row("each TB through it").get(2)).isEqualTo("none");
    assertThat(row("disk, 8 GB gp3").get(1)).isEqualTo("none");
  }

  @Test
  void theTotalsAreTheSumOfTheirPartsAndTheRatiosTheirs() {
    for (int terabytes : new int[] {0, 1, 10}) {
      List<String> row = row(terabytes + " TB");
      BigDecimal gateway = gateway(BigDecimal.valueOf(terabytes));
      assertThat(row)
          .containsExactly(
              terabytes + " TB",
              "$" + gateway,
              "$" + node(),
              percent(node(), gateway),
              "$" + two(),
              percent(two(), gateway));
    }
  }

  @Test
  void eachNodeIsCheaperFromWhereItIsSaidToBe() {
    List<String> types = List.of("t4g.nano", "t4g.medium", "c7gn.medium", "c7gn.large");
    for (String type : types) {
      BigDecimal hour = new BigDecimal(row(type).get(1).substring(1));
      BigDecimal hours = hour.multiply(gatewayHours.times());
      BigDecimal total = hours.add(address.cost()).add(disk.cost());
      assertThat(row(type).get(2)).as(type).isEqualTo(from(total).toString());
    }
    assertThat(row("t4g.nano").get(1)).isEqualTo("$" + nodeHours.price());
  }

  @Test
  void whatIsCalledATenthOrAFifthIsOne() {
    BigDecimal hourly = nodeHours.price().divide(gatewayHours.price(), 3, HALF_UP);
    assertThat(hourly).isBetween(new BigDecimal("0.09"), new BigDecimal("0.105"));
    BigDecimal idle = node().divide(gateway(BigDecimal.ZERO), 3, HALF_UP);
    assertThat(idle).isBetween(new BigDecimal("0.19"), new BigDecimal("0.21"));
    assertThat(readme)
        .contains("costs $%s an hour".formatted(gatewayHours.price()))
        .contains("and $%s a GB".formatted(traffic.price()))
        .contains(
            "a tenth of that an hour, nothing a GB ([in all](#cost): a fifth when idle, %s"
                .formatted(percent(node(), gateway(BigDecimal.ONE)) + " with 1 TB"))
        .contains("By the hour alone a t4g.nano costs a tenth of a gateway")
        .contains("a tenth or less from %s GB".formatted(from(node().multiply(BigDecimal.TEN))))
        .contains("Idle it costs a fifth");
    // Another claim of that kind has to be added above.
    assertThat(Pattern.compile("\\ba (tenth|fifth)\\b").matcher(readme).results()).hasSize(5);
  }

  @Test
  void noOtherAmountIsNamed() {
    Set<String> known = new TreeSet<>(Set.of(CROSS_ZONE, "" + node(), "" + two()));
    SUM.matcher(readme).results().forEach(sum -> known.addAll(Set.of(sum.group(2), sum.group(3))));
    for (int terabytes : new int[] {0, 1, 10}) {
      known.add("" + gateway(BigDecimal.valueOf(terabytes)));
    }
    Stream.of("t4g.medium", "c7gn.medium", "c7gn.large")
        .forEach(type -> known.add(row(type).get(1).substring(1)));
    assertThat(AMOUNT.matcher(readme).results().map(each -> each.group(1)))
        .hasSizeGreaterThan(20)
        .isSubsetOf(known);
  }

  private BigDecimal gateway(BigDecimal terabytes) {
    BigDecimal through = traffic.cost().multiply(terabytes);
    return gatewayHours.cost().add(address.cost()).add(through).setScale(2, HALF_UP);
  }

  private BigDecimal node() {
    return nodeHours.cost().add(address.cost()).add(disk.cost());
  }

  /** A second node has an address and a disk of its own. */
  private BigDecimal two() {
    return node().multiply(BigDecimal.TWO);
  }

  /** The whole GB a month from which a gateway costs at least this much. */
  private BigDecimal from(BigDecimal total) {
    return total
        .subtract(gateway(BigDecimal.ZERO))
        .max(BigDecimal.ZERO)
        .divide(traffic.price(), 0, RoundingMode.CEILING);
  }

  private static String percent(BigDecimal part, BigDecimal whole) {
    return part.movePointRight(2).divide(whole, 0, HALF_UP) + " %";
  }

  private Sum sum(String row, int column) {
    MatchResult match = SUM.matcher(row(row).get(column)).results().findFirst().orElseThrow();
    return read(match);
  }

  private static Sum read(MatchResult sum) {
    return new Sum(
        new BigDecimal(sum.group(1)), new BigDecimal(sum.group(2)), new BigDecimal(sum.group(3)));
  }

  /** The cells of the only row of the README that begins with this one. */
  private List<String> row(String first) {
    List<String> rows =
        readme.lines().filter(line -> line.startsWith("| " + first + " |")).toList();
    assertThat(rows).as("rows that begin with %s", first).hasSize(1);
    return Pattern.compile("\\|")
        .splitAsStream(rows.getFirst().substring(1))
        .map(String::strip)
        .collect(Collectors.toList());
  }
}
