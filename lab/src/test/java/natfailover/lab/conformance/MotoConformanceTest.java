package natfailover.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our region and moto are asked the same by the same clients. They answer the same but for the
 * known gaps, and each of those is still there.
 */
class MotoConformanceTest {
  private static final List<Comparison> COMPARISONS = new ArrayList<>();

  @BeforeAll
  static void playEverywhere() throws Exception {
    try (MotoServer moto = MotoServer.start();
        Endpoint theirs = new Endpoint(moto.address());
        TestedRegion region = TestedRegion.start();
        Endpoint ours = new Endpoint(region.address())) {
      for (Topic topic : Topics.ALL) {
        COMPARISONS.add(Comparison.of(topic, ours.play(topic), theirs.play(topic)));
      }
    }
  }

  @Test
  void bothAnswerTheSameButForTheKnownGaps() {
    assertThat(COMPARISONS)
        .allSatisfy(
            comparison -> assertThat(comparison.unexplained()).as("%s", comparison).isEmpty());
  }

  @Test
  void everyKnownGapOfATopicIsStillThere() {
    assertThat(COMPARISONS)
        .allSatisfy(
            comparison ->
                assertThat(comparison.topic().gaps())
                    .as("%s", comparison)
                    .allMatch(comparison::shows, "is still there; if not, take it off the list"));
  }

  @Test
  void everyGapCommonToTopicsIsStillThere() {
    assertThat(CommonGaps.ALL)
        .allMatch(
            gap -> COMPARISONS.stream().anyMatch(comparison -> comparison.shows(gap)),
            "is still there; if not, take it off the list");
  }

  @Test
  void enoughIsComparedToMeanSomething() {
    assertThat(COMPARISONS).hasSameSizeAs(Topics.ALL);
    assertThat(COMPARISONS.stream().mapToInt(Comparison::compared).sum()).isGreaterThan(1500);
  }
}
