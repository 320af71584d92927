package natfailover;

import static natfailover.BlackBox.GATEWAY;
import static natfailover.BlackBox.minutesOfSweeps;
import static natfailover.BlackBox.routesWritten;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import natfailover.aws.FakeAws;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen, half seen or changed by others; the controller as a black box. */
final class BlackBoxSightTest {
  private Story story = Story.oneZone();

  @Test
  void everyPrivateTableOfAFreshDeploymentGetsADefaultRouteToANode() {
    story = BlackBox.threeZones();
    story.region.tables.values().forEach(table -> table.routes.remove("0.0.0.0/0"));
    minutesOfSweeps(story, 1);
    assertThat(List.of(story.egress("a"), story.egress("b"), story.egress("c")))
        .containsExactly(A, B, "i-0000000c");
  }

  @Test
  void trafficOnTheNatGatewayIsSeenAsSuch() {
    story = BlackBox.oneNodeAndAGateway();
    table("a").pointAt("natGatewayId", GATEWAY, "state", "active");
    Map<String, @Nullable Object> zone = Story.list(story.command("status"), "zones").getFirst();
    assertThat(Story.list(zone, "tables").getFirst())
        .isEqualTo(
            Payloads.object(
                "id",
                "rtb-a",
                "egress",
                Payloads.object("kind", "gateway", "id", GATEWAY, "zone", "zone-a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeInstances",
        "DescribeRouteTables",
        "DescribeInstanceStatus",
        "DescribeSubnets",
        "DescribeAddresses",
        "DescribeNatGateways",
        "DescribeAutoScalingGroups"
      })
  void aThrottledReadIsNotReadAsNothingThere(String action) {
    story.node(A).terminate();
    story.aws.fail(action, 1, "RequestLimitExceeded", "Request limit exceeded.");
    story.sweep();
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.report.failures())
        .singleElement()
        .satisfies(why -> assertThat(why).startsWith(action + " failed: RequestLimitExceeded"));
    minutesOfSweeps(story, 1);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void anInstanceThatOneReadKnowsAndTheNextDoesNotBlindsNobody() {
    story.node(A).terminate();
    story.region.node("test", "0000000c", "zone-b");
    story.aws.before =
        query -> {
          if (query.action().equals("DescribeInstanceStatus") && query.has("InstanceId.1")) {
            throw new FakeAws.Refusal(
                "InvalidInstanceID.NotFound", "The instance ID 'i-0000000c' does not exist", 400);
          }
        };
    story.sweep();
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void theReasonTellsAStoppedNodeFromOneThatIsGoneAndFromNoTargetAtAll() {
    story.region.table("prod", "b", "zone-a").pointAt("state", "blackhole");
    story.region.table("prod", "c", "zone-a").pointAt("networkInterfaceId", "eni-9", "state", "x");
    for (String id : List.of("a", "c")) {
      Map<String, @Nullable Object> route =
          new LinkedHashMap<>(Objects.requireNonNull(table(id).routes.get("0.0.0.0/0")));
      route.put("state", "blackhole");
      table(id).routes.put("0.0.0.0/0", route);
    }
    story.node(A).state = "stopped";
    Map<String, @Nullable Object> answer = story.sweep();
    Map<String, @Nullable Object> fleet = Story.list(answer, "fleets").getFirst();
    assertThat(Story.list(fleet, "actions"))
        .filteredOn(action -> "pointRoute".equals(action.get("action")))
        .extracting(action -> action.get("resource") + ": " + action.get("reason"))
        .containsExactly(
            "rtb-a: " + A + " is stopped",
            "rtb-b: has a default route to nothing",
            "rtb-c: eni-9 is gone");
  }

  @Test
  void aTableThatCouldNotBeMovedIsNamedAndMovedByTheNextSweepAlone() {
    for (String id : List.of("b", "c")) {
      story.region.table("prod", id, "zone-a", story.node(A));
    }
    story.aws.before =
        query -> {
          if (query.action().equals("ReplaceRoute") && query.text("RouteTableId").equals("rtb-b")) {
            throw new FakeAws.Refusal("InternalError", "An internal error has occurred", 500);
          }
        };
    story.when(Story.state(A, "terminated"));
    assertThat(List.of(story.egress("a"), story.egress("b"), story.egress("c")))
        .containsExactly(B, A, B);
    assertThat(story.report.failures()).allMatch(why -> why.startsWith("pointRoute rtb-b: "));
    story.aws.before = _ -> {};
    story.node(A).terminate();
    int before = routesWritten(story).size();
    minutesOfSweeps(story, 1);
    assertThat(story.egress("b")).isEqualTo(B);
    assertThat(routesWritten(story)).hasSize(before + 1).endsWith("rtb-b");
  }

  @Test
  void aRegionThatAnswersInSmallPagesIsSeenWhole() {
    for (int table = 0; table < 7; table++) {
      story.region.table("prod", "p" + table, "zone-a", story.node(A));
      story.region.node("test", "0000001" + table, "zone-b");
    }
    story.aws.pageSize = 1;
    story.when(Story.state(A, "terminated"));
    assertThat(routesWritten(story)).hasSize(8);
    assertThat(story.egress("p6")).isEqualTo(B);
  }

  @Test
  void aTableThatIsNotTaggedIsNeverTouched() {
    story.region.table("prod", "free", "zone-a", story.node(A)).tags.clear();
    story.when(Story.state(A, "terminated"));
    story.node(A).terminate();
    minutesOfSweeps(story, 2);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.egress("free")).isEqualTo(A);
  }

  private FakeRegion.FakeTable table(String id) {
    return FakeRegion.at(story.region.tables, "rtb-" + id);
  }
}
