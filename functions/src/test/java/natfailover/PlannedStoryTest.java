package natfailover;

import static natfailover.Payloads.event;
import static natfailover.Payloads.object;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.actions;
import static natfailover.Story.hook;
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
  void aTerminatingNodeIsLetGoOnceItsTrafficHasMoved() {
    story.node(A).lifecycle = "Terminating:Wait";
    Map<String, @Nullable Object> answer = story.when(hook("terminate", A, "prod-zone-a"));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.node(A).lifecycle).isEqualTo("Terminating:Proceed");
    assertThat(actions(answer)).contains("completeLifecycle " + A + " done");
    assertThat(story.aws.actions()).doesNotContain("DescribeLifecycleHooks");
    assertThat(answer).containsEntry("converged", true);
  }

  @Test
  void aTerminatingNodeForwardsForThreeSecondsMoreAfterItsRouteHasLeft() {
    story.node(A).lifecycle = "Terminating:Wait";
    Instant[] left = new Instant[1];
    Instant[] let = new Instant[1];
    story.aws.before =
        query -> {
          if (query.action().equals("ReplaceRoute")) {
            left[0] = story.calls.now();
          } else if (query.action().equals("CompleteLifecycleAction")) {
            let[0] = story.calls.now();
          }
        };
    story.when(hook("terminate", A, "prod-zone-a"));
    assertThat(Duration.between(left[0], let[0])).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aHookWhoseEventWasLostIsFoundByTheSweepAndItsNameLookedUp() {
    FakeNode fresh = story.spare("0000000c");
    fresh.lifecycle = "Pending:Wait";
    story.region.group("prod", "zone-a").hooks.put("ready", "LAUNCHING");
    story.region.group("prod", "zone-a").hooks.put("bye", "TERMINATING");
    story.sweep();
    assertThat(fresh.lifecycle).isEqualTo("InService");
    assertThat(story.aws.changes())
        .filteredOn(query -> query.action().equals("CompleteLifecycleAction"))
        .singleElement()
        .satisfies(query -> assertThat(query.text("LifecycleHookName")).isEqualTo("ready"));
  }

  @Test
  void aHookThatSomebodyElseEndedIsMoot() {
    FakeNode fresh = story.spare("0000000c");
    fresh.lifecycle = "Pending:Wait";
    story.aws.before =
        query -> {
          if (query.action().equals("CompleteLifecycleAction")) {
            fresh.lifecycle = "InService";
          }
        };
    Map<String, @Nullable Object> answer = story.when(hook("launch", fresh.id, "prod-zone-a"));
    assertThat(actions(answer)).contains("completeLifecycle " + fresh.id + " moot");
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void aHookThatHasNotBegunToWaitIsTriedAgain() {
    FakeNode fresh = story.spare("0000000c");
    fresh.lifecycle = "Pending";
    int[] tries = {0};
    story.aws.before =
        query -> {
          if (query.action().equals("CompleteLifecycleAction") && ++tries[0] == 2) {
            fresh.lifecycle = "Pending:Wait";
          }
        };
    Map<String, @Nullable Object> answer = story.when(hook("launch", fresh.id, "prod-zone-a"));
    assertThat(fresh.lifecycle).isEqualTo("InService");
    assertThat(actions(answer)).containsOnlyOnce("completeLifecycle " + fresh.id + " done");
    assertThat(Duration.between(Payloads.NOW, story.calls.now()))
        .isGreaterThan(Duration.ofSeconds(2));
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void aHookThatCannotBeEndedHasFailed() {
    FakeNode fresh = story.spare("0000000c");
    fresh.lifecycle = "Pending:Wait";
    story.aws.fail(
        "CompleteLifecycleAction", 99, "ValidationError", "No active Lifecycle Action found");
    Map<String, @Nullable Object> answer = story.when(hook("launch", fresh.id, "prod-zone-a"));
    assertThat(actions(answer)).containsOnlyOnce("completeLifecycle " + fresh.id + " failed");
    assertThat(story.report.failures()).hasSize(1);
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
