package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.actions;
import static natfailover.Story.hook;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import natfailover.aws.FakeNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lifecycle hooks, from their event to the moment they are let go. */
final class HookStoryTest {
  private final Story story = Story.oneZone();

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
}
