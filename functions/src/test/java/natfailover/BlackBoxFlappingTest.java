package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that comes and goes at random, for two hours a seed. */
final class BlackBoxFlappingTest {
  private static final Duration HOLD_DOWN = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void trafficComesHomeOnlyAfterTheHoldDownAndTheOtherZonesStay(long seed) {
    Story story = BlackBox.threeZones();
    Random random = new Random(seed);
    Instant end = story.calls.now().plus(Duration.ofHours(2));
    Instant lastBad = Instant.MIN;
    int homecomings = 0;
    while (story.calls.now().isBefore(end)) {
      boolean home = story.egress("b").equals(B);
      if (happens(story, random)) {
        lastBad = story.calls.now();
      }
      if (!home && story.egress("b").equals(B)) {
        homecomings++;
        assertThat(Duration.between(lastBad, story.calls.now())).isGreaterThanOrEqualTo(HOLD_DOWN);
      }
      assertThat(story.egress("a")).isEqualTo(A);
      assertThat(story.egress("c")).isEqualTo("i-0000000c");
      // Given up for good it would have nothing left to come home to.
      story.node(B).lifecycle = "InService";
      // Sooner, a Ready would refute an accusation rather than end a doubt.
      BlackBox.later(story, Duration.ofMillis(random.nextLong(10_000, 60_000)));
    }
    assertThat(homecomings).as("else the test is about nothing").isPositive();
  }

  /** Something happens to the node; whether it is bad. */
  private static boolean happens(Story story, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> {
        BlackBox.impaired(story, B);
        yield true;
      }
      case 1 -> {
        BlackBox.accuses(story, A, B);
        yield true;
      }
      case 2, 3, 4 -> {
        BlackBox.ready(story, B);
        yield false;
      }
      default -> {
        story.sweep();
        yield false;
      }
    };
  }
}
