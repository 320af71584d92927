package natfailover;

import static natfailover.BlackBox.accuses;
import static natfailover.BlackBox.impaired;
import static natfailover.BlackBox.later;
import static natfailover.BlackBox.minutesOfSweeps;
import static natfailover.BlackBox.ready;
import static natfailover.BlackBox.routesWritten;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import natfailover.aws.FakeNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What somebody who may put a node's events can do, and what not. */
final class BlackBoxIntruderTest {
  private static final String OTHER = "i-0000000c";

  private final Story story = Story.twoZones();

  @Test
  void aNodeIsNotHeardAboutAnotherFleet() {
    FakeNode other = story.region.node("test", "0000000c", "zone-b");
    story.region.table("test", "t", "zone-b", other);
    story.region.node("test", "0000000d", "zone-b");
    story.settled();
    Map<String, @Nullable Object> answer = accuses(story, A, OTHER);
    assertThat(answer).isNotNull();
    assertThat(story.egress("t")).isEqualTo(OTHER);
    assertThat(story.aws.changes()).isEmpty();
  }

  @Test
  void anInstanceThatIsInNoFleetIsNotHeardAndCostsOneRead() {
    story.region.nodes.put("i-0000000f", story.region.handBuilt("prod", "0000000f", "zone-a"));
    story.node("i-0000000f").tags.clear();
    Map<String, @Nullable Object> answer = accuses(story, "i-0000000f", A);
    assertThat(String.valueOf(answer.get("ignored"))).contains("i-0000000f");
    assertThat(story.aws.actions()).containsExactly("DescribeInstances");
  }

  @Test
  void aFleetThatTheSenderIsNotInCostsOneRead() {
    story.region.node("test", "0000000c", "zone-b");
    impaired(story, OTHER);
    assertThat(story.aws.actions()).containsExactly("DescribeInstances");
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void anAccuserThatIsUnfitItselfIsNotBelieved() {
    story.node(A).tags.put("nat-failover:suspect-since", "2026-06-01T11:00:00Z");
    minutesOfSweeps(story, 1);
    int before = routesWritten(story).size();
    accuses(story, A, B);
    assertThat(routesWritten(story)).hasSize(before);
    assertThat(story.egress("b")).isEqualTo(B);
  }

  @Test
  void anAccuserCannotHaveANodeReplacedThatSaysThatItIsWell() {
    for (int minute = 0; minute < 20; minute++) {
      accuses(story, A, B);
      later(story, Duration.ofSeconds(10));
      ready(story, B);
      later(story, Duration.ofSeconds(10));
      accuses(story, A, B);
      minutesOfSweeps(story, 1);
      ready(story, B);
    }
    assertThat(story.aws.actions()).doesNotContain("SetInstanceHealth");
  }

  @Test
  void aNodesReadyClearsNobodyElse() {
    impaired(story, B);
    assertThat(story.egress("b")).isEqualTo(A);
    later(story, Duration.ofSeconds(5));
    ready(story, A);
    assertThat(story.node(B).tags).containsKey("nat-failover:suspect-since");
  }

  @Test
  void wordsOfEverySortAreOnlyWords() {
    Map<String, @Nullable Object> answer =
        BlackBox.says(story, "NAT Node Ready", A, "i-0000000b\",\"command\":\"drain");
    assertThat(answer).containsKey("error");
    assertThat(story.aws.changes()).isEmpty();
  }
}
