package natfailover;

import static natfailover.BlackBox.GATEWAY;
import static natfailover.BlackBox.addressesMoved;
import static natfailover.BlackBox.minutesOfSweeps;
import static natfailover.BlackBox.ready;
import static natfailover.BlackBox.routesWritten;
import static natfailover.BlackBox.waitsEnded;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.hook;
import static natfailover.Story.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeAws;
import natfailover.aws.FakeNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes that come, restart, or fail to come; the controller as a black box. */
final class BlackBoxLaunchTest {
  private Story story = BlackBox.oneNodeAndAGateway();

  @Test
  void aReplacementThatOnlyRunsGetsNoRouteNoAddressAndIsNotLetIn() {
    FakeNode fresh = fresh();
    story.node(A).terminate();
    story.when(state(fresh.id, "running"));
    story.when(hook("launch", fresh.id, "prod-zone-a"));
    minutesOfSweeps(story, 10);
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(addressesMoved(story)).isEmpty();
    assertThat(waitsEnded(story)).isEmpty();
    ready(story, fresh.id);
    assertThat(waitsEnded(story)).containsExactly(fresh.id);
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    minutesOfSweeps(story, 3);
    assertThat(story.egress("a")).isEqualTo(fresh.id);
    assertThat(story.egress("b")).isEqualTo(fresh.id);
  }

  @Test
  void aNodeHeldByTwoHooksIsLetInThoughOneOfThemWasEndedBefore() {
    FakeNode fresh = fresh();
    fresh.tags.put("nat-failover:ready-since", "2026-01-01T00:01:00Z");
    story.region.group("prod", "zone-a").hooks.put("second", "LAUNCHING");
    story.aws.before =
        query -> {
          if (query.text("LifecycleHookName").equals("ready")) {
            throw new FakeAws.Refusal(
                "ValidationError", "No active Lifecycle Action found with instance ID", 400);
          }
        };
    story.sweep();
    assertThat(fresh.lifecycle).isEqualTo("InService");
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void aNewReadyNodeTakesNeitherAddressNorRouteFromAWorkingOne() {
    FakeNode fresh = fresh();
    story.when(hook("launch", fresh.id, "prod-zone-a"));
    ready(story, fresh.id);
    minutesOfSweeps(story, 10);
    assertThat(fresh.lifecycle).isEqualTo("InService");
    assertThat(addressesMoved(story)).isEmpty();
    assertThat(routesWritten(story)).isEmpty();
  }

  @Test
  void aStopFromBeforeTheLastStartIsOldNews() {
    story.spare("0000000b");
    story.node(A).launchTime = "2026-06-01T11:59:59Z";
    story.node(A).tags.put("nat-failover:ready-since", "2026-06-01T11:59:59Z");
    story.settled();
    for (String state : List.of("stopping", "stopped")) {
      story.when(state(A, state));
    }
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.aws.changes()).isEmpty();
  }

  @Test
  void aNodeThatIsStoppedAndStartedProvesItselfAnew() {
    story.spare("0000000b");
    story.node(A).state = "stopped";
    minutesOfSweeps(story, 1);
    assertThat(story.egress("a")).isEqualTo(B);
    story.node(A).state = "running";
    story.node(A).launchTime = story.calls.now().toString();
    story.node(B).terminate();
    minutesOfSweeps(story, 1);
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
  }

  @Test
  void aLaunchWithoutCapacityNamesNoInstanceAndTheGroupsFleetIsLookedAt() {
    Map<String, @Nullable Object> answer =
        story.when(
            BlackBox.payload(
                "asg-launch-unsuccessful-ice-empty-instance.json", "my-asg", "prod-zone-a"));
    assertThat(answer).containsEntry("fleet", "prod").containsEntry("converged", true);
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void aLaunchThatFailedAfterTheEventsOfTheCrashWereLostStillStartsTheFailover() {
    story.node(A).terminate();
    story.when(
        BlackBox.payload(
            "asg-launch-unsuccessful-ice-empty-instance.json", "my-asg", "prod-zone-a"));
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(story.egress("b")).isEqualTo(GATEWAY);
  }

  @Test
  void aLaunchFailureOfSomebodyElsesGroupCostsOneRead() {
    story.when(BlackBox.payload("asg-launch-unsuccessful-ice-empty-instance.json"));
    assertThat(story.aws.actions()).containsExactly("DescribeAutoScalingGroups");
  }

  @Test
  void newsOfAnotherRegionsHealthIsNotAskedAbout() {
    Map<String, @Nullable Object> answer =
        story.when(
            BlackBox.payload(
                "health-ec2-instance-retirement-scheduled-doc2026.json",
                "\"eventRegion\": \"us-east-1\"",
                "\"eventRegion\": \"eu-west-1\"",
                "i-1234567890abcdef0",
                A));
    assertThat(String.valueOf(answer.get("ignored"))).contains("region", "eu-west-1");
    assertThat(story.aws.calls).isEmpty();
  }

  @Test
  void theFirstNodesLostLaunchEventIsMadeGoodByItsReady() {
    story = firstDeployment();
    ready(story, A);
    assertThat(story.node(A).lifecycle).isEqualTo("InService");
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void theFirstNodesLostLaunchEventIsMadeGoodByTheSweep() {
    story = firstDeployment();
    story.aws.fail("CompleteLifecycleAction", 9, "InternalFailure", "no");
    ready(story, A);
    assertThat(story.node(A).lifecycle).isEqualTo("Pending:Wait");
    minutesOfSweeps(story, 5);
    assertThat(story.node(A).lifecycle).isEqualTo("InService");
  }

  /** A node that waits to be let in, with no table on-boarded yet and no event delivered. */
  private static Story firstDeployment() {
    Story story = new Story();
    FakeNode first = story.region.node("prod", "0000000a", "zone-a");
    first.tags.remove("nat-failover:ready-since");
    first.lifecycle = "Pending:Wait";
    first.face(0).sourceDestCheck = true;
    story.region.address("prod", "zone-a", "198.51.100.1");
    story.region.group("prod", "zone-a").hooks.put("ready", "LAUNCHING");
    return story;
  }

  private FakeNode fresh() {
    FakeNode fresh = story.spare("0000000b");
    fresh.tags.remove("nat-failover:ready-since");
    fresh.lifecycle = "Pending:Wait";
    story.region.group("prod", "zone-a").hooks.put("ready", "LAUNCHING");
    return fresh;
  }
}
