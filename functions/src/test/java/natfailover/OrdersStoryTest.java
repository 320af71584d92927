package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.actions;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators order, and what comes of it. */
final class OrdersStoryTest {
  private Story story = Story.oneZone();

  @AfterEach
  void noOrderIsThrown() {
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void statusAndDryRunsOnlyPlan() {
    story.node(B).face(0).sourceDestCheck = true;
    assertThat(story.command("status"))
        .containsEntry("dryRun", true)
        .satisfies(
            json -> assertThat(actions(json)).contains("disableSourceDestCheck " + B + " planned"));
    assertThat(story.command("failover", "zone", "zone-a", "dryRun", true))
        .containsEntry("dryRun", true)
        .satisfies(json -> assertThat(actions(json)).contains("tag " + A + " planned"));
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.aws.actions().stream().filter("DescribeInstances"::equals)).hasSize(2);
  }

  @Test
  void aFailoverDrainsOnlyTheNodeThatCarriedTheZoneFirst() {
    story.spare("0000000c");
    Map<String, @Nullable Object> answer =
        story.command("failover", "zone", "zone-a", "minutes", 10, "reason", "game day");
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.node(A).tags)
        .containsEntry("nat-failover:drained-until", "2026-06-01T12:10:00Z");
    assertThat(story.node(B).tags).doesNotContainKey("nat-failover:drained-until");
    assertThat(answer).containsEntry("converged", true);
  }

  @Test
  void aFailoverIsAPlannedMove() {
    story.command("failover", "zone", "zone-a");
    int told = story.aws.actions().indexOf("CreateTags");
    int address = story.aws.actions().indexOf("AssociateAddress");
    int route = story.aws.actions().indexOf("ReplaceRoute");
    assertThat(told).isPositive().isLessThan(address);
    assertThat(address).isLessThan(route);
    assertThat(Duration.between(Payloads.NOW, story.calls.now()))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
  }

  @Test
  void aDrainMakesEveryNodeOfTheZoneUnfit() {
    story = Story.twoZones();
    Map<String, @Nullable Object> answer = story.command("drain", "zone", "zone-a");
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.egress("b")).isEqualTo(B);
    assertThat(story.node(A).tags)
        .containsEntry("nat-failover:drained-until", "2026-06-01T12:30:00Z");
    assertThat(story.node(B).tags).doesNotContainKey("nat-failover:drained-until");
    assertThat(actions(answer)).contains("moveAddress eipalloc-zone-a done");
  }

  @Test
  void aFailbackLiftsDrainsAndSkipsTheHoldDown() {
    story = Story.twoZones();
    story.command("drain", "zone", "zone-a");
    assertThat(story.egress("a")).isEqualTo(B);
    story.node(A).face(0).addresses.put("10.0.0.10", "203.0.113.10");
    Map<String, @Nullable Object> answer = story.command("failback", "zone", "zone-a");
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.node(A).tags).doesNotContainKey("nat-failover:drained-until");
    assertThat(answer).containsEntry("converged", true);
  }

  @Test
  void aPauseStopsRoutesAndAResumeMakesUpForIt() {
    Map<String, @Nullable Object> paused = story.command("pause", "minutes", 60);
    assertThat(actions(paused)).containsExactly("tag prod-zone-a done");
    assertThat(paused).containsEntry("pausedUntil", "2026-06-01T13:00:00Z");
    story.when(Story.state(A, "terminated"));
    assertThat(story.egress("a")).isEqualTo(A);
    story.node(A).terminate();
    Map<String, @Nullable Object> resumed = story.command("resume");
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(actions(resumed)).contains("untag prod-zone-a done", "pointRoute rtb-a done");
    assertThat(resumed).doesNotContainKey("pausedUntil");
  }

  @Test
  void aPauseOfAZoneLeavesTheOthersAlone() {
    story = Story.twoZones();
    assertThat(actions(story.command("pause", "zone", "zone-b")))
        .containsExactly("tag prod-zone-b done");
  }

  @Test
  void aTableThatServesNoZoneIsNamed() {
    FakeRegion.at(story.region.tables, "rtb-a").subnets.clear();
    assertThat(story.command("status")).containsEntry("tablesWithoutZone", List.of("rtb-a"));
  }

  @Test
  void whatFailsIsInTheAnswerOfAnOrderAndNotThrown() {
    story.aws.fail("CreateTags", 99, "UnauthorizedOperation", "no tags for you");
    Map<String, @Nullable Object> answer = story.command("failover", "zone", "zone-a");
    assertThat(actions(answer)).contains("tag " + A + " failed");
  }
}
