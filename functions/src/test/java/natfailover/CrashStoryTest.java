package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.actions;
import static natfailover.Story.list;
import static natfailover.Story.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import natfailover.aws.FakeAws;
import natfailover.aws.FakeRegion;
import natfailover.aws.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node is gone: what is done at once, how often it is looked at, and what is said about it. */
final class CrashStoryTest {
  private final Story story = Story.oneZone();

  @Test
  void theAnswerIsTheContractsToTheLetter() {
    Map<String, @Nullable Object> answer = story.when(state("i-0000000a", "terminated"));
    assertThat(answer)
        .isEqualTo(
            Json.parse(
                """
                {"fleet": "prod",
                 "trigger": {"kind": "EC2 Instance State-change Notification",
                   "subject": "i-0000000a"},
                 "dryRun": false, "converged": true, "totalMillis": 700,
                 "zones": [{"zone": "zone-a",
                   "egress": {"kind": "node", "id": "i-0000000b", "zone": "zone-a"},
                   "egressIp": "198.51.100.1",
                   "tables": [{"id": "rtb-a",
                     "egress": {"kind": "node", "id": "i-0000000b", "zone": "zone-a"}}],
                   "nodes": [
                     {"id": "i-0000000a", "health": "unhealthy", "evidence": ["is terminated"]},
                     {"id": "i-0000000b", "health": "healthy", "evidence": []}]}],
                 "actions": [
                   {"action": "pointRoute", "resource": "rtb-a",
                    "from": "i-0000000a", "to": "i-0000000b",
                    "reason": "i-0000000a is terminated", "outcome": "done", "millis": 100},
                   {"action": "moveAddress", "resource": "eipalloc-zone-a",
                    "from": "10.0.0.10", "to": "10.0.0.11",
                    "reason": "the zone's traffic leaves by i-0000000b", "outcome": "done",
                    "millis": 100},
                   {"action": "tag", "resource": "i-0000000b", "from": "",
                    "to": "{nat-failover:carries=zone-a, \
                nat-failover:carries-since=2026-06-01T12:00:00.200Z}",
                    "reason": "to be remembered", "outcome": "done", "millis": 100},
                   {"action": "untag", "resource": "i-0000000b",
                    "from": "[nat-failover:peers]", "to": "",
                    "reason": "no longer true", "outcome": "done", "millis": 100}]}
                """));
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void withinAZoneTheRouteGoesRightBehindTheAddress() {
    story.when(state(A, "shutting-down"));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.calls.waves.get(2)).contains("AssociateAddress");
    assertThat(story.calls.waves.get(3)).containsExactly("ReplaceRoute");
    assertThat(FakeRegion.at(story.region.addresses, "eipalloc-zone-a").face)
        .isEqualTo("eni-0000000b");
  }

  @Test
  void aRouteThatVanishedMeanwhileIsCreated() {
    story.once("ReplaceRoute", () -> table().routes.remove("0.0.0.0/0"));
    story.when(state(A, "terminated"));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.aws.actions()).containsSubsequence("ReplaceRoute", "CreateRoute");
  }

  @Test
  void aDeadRouteThatAppearedMeanwhileIsReplacedAfterAnotherLook() {
    table().routes.remove("0.0.0.0/0");
    story.once("CreateRoute", () -> table().pointAt("natGatewayId", "nat-1", "state", "blackhole"));
    story.sweep();
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.aws.actions())
        .containsSubsequence("CreateRoute", "DescribeRouteTables", "ReplaceRoute");
  }

  @Test
  void aRouteThatSomebodyElseMadeMeanwhileIsLeftToHim() {
    table().routes.remove("0.0.0.0/0");
    story.once("CreateRoute", () -> table().pointAt("gatewayId", "igw-1", "state", "active"));
    Map<String, @Nullable Object> answer = story.sweep();
    assertThat(story.aws.actions()).doesNotContain("ReplaceRoute");
    assertThat(story.report.failures()).isEmpty();
    assertThat(answer).isNotNull();
  }

  @Test
  void onlyTheRightRefusalLeadsToTheOtherCall() {
    story.aws.fail("ReplaceRoute", 9, "InvalidParameterValue", "The gateway ID is malformed");
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(story.aws.actions()).doesNotContain("CreateRoute");
    assertThat(actions(answer)).contains("pointRoute rtb-a failed");
    assertThat(story.report.failures())
        .hasSize(4)
        .containsOnly("pointRoute rtb-a: InvalidParameterValue: The gateway ID is malformed");
  }

  @Test
  void changesAreTriedInFourRoundsAndAFifthSightingTellsTheEnd() {
    story.aws.fail("ReplaceRoute", 99, "InvalidParameterValue", "no");
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(answer).containsEntry("converged", false);
    assertThat(list(answer, "actions").stream().filter(a -> "failed".equals(a.get("outcome"))))
        .hasSize(4);
    assertThat(story.aws.actions().stream().filter("DescribeInstances"::equals)).hasSize(5);
    assertThat(story.aws.actions().getLast()).startsWith("Describe");
  }

  @Test
  void aTableThatFailsStopsNoOther() {
    story.region.table("prod", "b", "zone-a", story.node(A));
    story.aws.before =
        query -> {
          if (query.action().equals("ReplaceRoute") && query.text("RouteTableId").equals("rtb-a")) {
            throw new FakeAws.Refusal("InvalidRouteTableID.NotFound", "gone", 400);
          }
        };
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(story.egress("b")).isEqualTo(B);
    assertThat(actions(answer)).contains("pointRoute rtb-b done", "pointRoute rtb-a failed");
  }

  @Test
  void aDescriptionThatLagsIsWaitedForBeforeTheSameIsDoneAThirdTime() {
    Map<String, @Nullable Object> stale =
        Map.copyOf(Objects.requireNonNull(table().routes.get("0.0.0.0/0")));
    int[] lagging = {1};
    story.aws.before =
        query -> {
          if (query.action().equals("DescribeRouteTables")
              && story.egress("a").equals(B)
              && lagging[0]-- > 0) {
            table().routes.put("0.0.0.0/0", stale);
          }
        };
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(answer).containsEntry("converged", true);
    assertThat(Duration.between(Payloads.NOW, story.calls.now()))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  private FakeRegion.FakeTable table() {
    return FakeRegion.at(story.region.tables, "rtb-a");
  }
}
