package natfailover;

import static natfailover.Payloads.event;
import static natfailover.Payloads.object;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.spotWarning;
import static natfailover.Story.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import natfailover.aws.FakeNode;
import natfailover.aws.Json;
import natfailover.aws.SeededCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node is about to go, or to come; and several things at once. */
final class PlannedStoryTest {
  private final Story story = Story.oneZone();

  @Test
  void aSpotWarningIsTaggedAtOnceThenTheTargetPreparesThenAddressThenRoute() {
    Map<String, @Nullable Object> answer = story.when(spotWarning(A));
    List<List<String>> waves = story.calls.waves;
    assertThat(waves.get(2)).containsExactly("CreateTags", "CreateTags");
    assertThat(story.node(A).tags).containsKey("nat-failover:drained-until");
    assertThat(waves.get(5)).contains("AssociateAddress").doesNotContain("ReplaceRoute");
    assertThat(waves.get(6)).containsExactly("ReplaceRoute");
    assertThat(Duration.between(Payloads.NOW, story.calls.now()))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    assertThat(answer).containsEntry("converged", true);
    assertThat(story.egress("a")).isEqualTo(B);
  }

  @Test
  void aRouteDoesNotFollowAnAddressThatDidNotMove() {
    story.aws.fail("AssociateAddress", 99, "InvalidAllocationID.NotFound", "gone");
    Map<String, @Nullable Object> answer = story.when(spotWarning(A));
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.aws.actions()).doesNotContain("ReplaceRoute");
    assertThat(Json.write(answer)).contains("not tried, since moveAddress eipalloc-zone-a failed");
  }

  @Test
  void aTargetThatAnswersIsNotWaitedFor() {
    story.calls = new SeededCalls(Payloads.NOW, Payloads.NOW.plusSeconds(2), 1);
    story.when(spotWarning(A));
    story.calls = new SeededCalls(story.calls.now());
    Instant began = story.calls.now();
    story.when(
        event(
            "nat-failover.node",
            "NAT Node Ready",
            object(
                "fleet",
                "prod",
                "zone",
                "zone-a",
                "instanceId",
                B,
                "carries",
                List.of("zone-a"),
                "evidence",
                List.of())));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(Duration.between(began, story.calls.now())).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void severalRecordsAreAnsweredTogether() {
    Map<String, @Nullable Object> answer =
        story.when(
            Payloads.sqs(
                Json.write(state(A, "terminated")),
                Json.write(state("i-0000000f", "running")),
                "no event"));
    assertThat(Story.list(answer, "fleets")).hasSize(1);
    assertThat(Story.list(answer, "errors")).hasSize(1);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.report.failures()).hasSize(1);
  }

  @Test
  void theSameNewsTwiceIsLookedIntoOnceAndWhereItSays() {
    String news = Json.write(state(A, "terminated"));
    assertThat(story.when(Payloads.sqs(news, news))).containsEntry("fleet", "prod");
    assertThat(story.calls.waves.getFirst()).containsExactly("DescribeInstances");
  }

  @Test
  void aSweepAnswersForEveryFleet() {
    FakeNode other = story.region.node("test", "0000000d", "zone-b");
    story.region.table("test", "t", "zone-b", other);
    assertThat(Story.list(story.sweep(), "fleets"))
        .extracting(fleet -> fleet.get("fleet"))
        .containsExactly("prod", "test");
  }

  @Test
  void anOddFleetIsAnErrorAndTheOthersAreLookedAfter() {
    story.region.node("odd", "0000000e", "zone-a").zone = null;
    Map<String, @Nullable Object> answer = story.sweep();
    assertThat(Story.list(answer, "fleets")).hasSize(1);
    assertThat(story.report.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure).contains("odd", "i-0000000e"));
  }
}
