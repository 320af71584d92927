package natfailover;

import static natfailover.BlackBox.accuses;
import static natfailover.BlackBox.later;
import static natfailover.BlackBox.ready;
import static natfailover.BlackBox.routesWritten;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import natfailover.aws.SeededCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbours that do not hear each other though both are well; the controller as a black box. */
final class BlackBoxPartitionTest {
  private static final String SUSPECT = "nat-failover:suspect-since";

  private Story story = Story.twoZones();

  /** No invocation waits for longer than it takes until the next comes. */
  private void goesOn(long millis) {
    later(story, Duration.ofMillis(millis));
    story.calls = new SeededCalls(story.calls.now(), story.calls.now().plusMillis(millis), millis);
  }

  /** Each that can, speaks for itself soon after it was doubted or put on trial, at one time. */
  private void answer(Random random) {
    goesOn(random.nextLong(200, 1500));
    Instant now = story.calls.now();
    for (String node : List.of(A, B)) {
      Set<String> tags = story.node(node).tags.keySet();
      boolean asked = tags.contains(SUSPECT) || tags.contains("nat-failover:trial-since");
      if (asked && !story.node(node).publicAddress().isEmpty()) {
        story.calls = new SeededCalls(now, now, random.nextLong());
        ready(story, node);
      }
    }
  }

  private void atHome() {
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.egress("b")).isEqualTo(B);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothKeepTheirTrafficHoweverLongItLasts(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      boolean first = random.nextBoolean();
      accuses(story, first ? A : B, first ? B : A);
      goesOn(random.nextLong(1000));
      accuses(story, first ? B : A, first ? A : B);
      for (int second = 0; second < 8; second++) {
        answer(random);
        story.sweep();
      }
      atHome();
    }
    assertThat(routesWritten(story)).hasSizeLessThanOrEqualTo(2);
    assertThat(story.node(A).tags).doesNotContainKey(SUSPECT);
    assertThat(story.node(B).tags).doesNotContainKey(SUSPECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeSubnets", "ReplaceRoute", "CreateTags", "AssociateAddress"})
  void theSameWhenOneInvocationRunsIntoTheOther(String action) {
    for (long seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
      story = Story.twoZones();
      goesOn(random.nextLong(100, 1000));
      story.once(action, () -> accuses(story, B, A));
      accuses(story, A, B);
      for (int second = 0; second < 16; second++) {
        answer(random);
        story.sweep();
      }
      atHome();
      assertThat(routesWritten(story)).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void aRefutedAccusationCostsNoHoldDown() {
    accuses(story, A, B);
    assertThat(story.egress("b")).isEqualTo(A);
    goesOn(1500);
    story.node(B).face(0).addresses.put("10.0.0.11", "203.0.113.11");
    ready(story, B);
    later(story, Duration.ofSeconds(6));
    story.sweep();
    atHome();
    assertThat(story.node(B).tags)
        .hasEntrySatisfying("nat-failover:disputes", with -> assertThat(with).startsWith(A + "@"))
        .doesNotContainKeys(SUSPECT, "nat-failover:accused-by");
  }

  @Test
  void anAccuserThatWasRefutedIsBelievedWhenNoAnswerComes() {
    accuses(story, A, B);
    goesOn(1500);
    story.node(B).face(0).addresses.put("10.0.0.11", "203.0.113.11");
    ready(story, B);
    later(story, Duration.ofSeconds(10));
    story.sweep();
    atHome();
    later(story, Duration.ofSeconds(10));
    accuses(story, A, B);
    assertThat(story.egress("b")).isEqualTo(A);
  }
}
