package natfailover.lab.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import natfailover.lab.region.Latency;
import org.junit.jupiter.api.Test;

/** What is made of measurements: medians, and the arithmetic beside them. */
class FiguresTest {
  private static final Latency LATENCY = new Latency(Duration.ofMillis(100), Duration.ofMillis(20));

  @Test
  void callsOneByOneTakeTheSumOfTheirLatencies() {
    OneByOne arithmetic = OneByOne.of(10, failover(Optional.of(1L), 10), setting(Optional.empty()));
    assertThat(arithmetic.firstWrite()).hasMillis(7 * 100 + 20);
    assertThat(arithmetic.lastWrite()).hasMillis(7 * 100 + 10 * 20);
    assertThat(arithmetic.total()).hasMillis(14 * 100 + 12 * 20);
  }

  @Test
  void noCallGoesBeforeTheBucketHasATokenForIt() {
    OneByOne arithmetic =
        OneByOne.of(60, failover(Optional.of(1L), 60), setting(Optional.of(Bucket.PUBLISHED)));
    // The 60th is the tenth beyond the bucket: 2 s after the first, at 5 a second.
    assertThat(arithmetic.lastWrite()).hasMillis(7 * 100 + 2000 + 20);
  }

  @Test
  void timesAreMediansOfTheRepeats() {
    assertThat(row(List.of(Optional.of(9L), Optional.of(1L), Optional.of(3L))).firstWriteMillis())
        .hasValue(3);
    assertThat(row(List.of(Optional.of(9L), Optional.of(1L))).firstWriteMillis()).hasValue(5);
  }

  @Test
  void aRepeatThatWroteNothingIsNotLeftOutOfTheMedian() {
    assertThat(row(List.of(Optional.of(1L), Optional.empty())).firstWriteMillis()).isEmpty();
  }

  private static Row row(List<Optional<Long>> firstWrites) {
    List<Failover> failovers = firstWrites.stream().map(millis -> failover(millis, 1)).toList();
    return new Row("ours", Mode.WARM, 1, failovers);
  }

  private static Failover failover(Optional<Long> firstWriteMillis, int tables) {
    return new Failover(
        firstWriteMillis.map(Duration::ofMillis),
        Optional.empty(),
        Duration.ofSeconds(1),
        new TreeMap<>(Map.of("DescribeInstances", 14, "ReplaceRoute", tables, "CreateTags", 2)),
        0,
        7,
        true,
        Optional.empty());
  }

  private static Setting setting(Optional<Bucket> bucket) {
    return new Setting(Path.of("task"), "Handler", Path.of("runtime"), LATENCY, bucket);
  }
}
