package natfailover;

import static natfailover.BlackBox.addressesMoved;
import static natfailover.BlackBox.impaired;
import static natfailover.BlackBox.later;
import static natfailover.BlackBox.minutesOfSweeps;
import static natfailover.BlackBox.routesWritten;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A node that is doubted, or soon to go; the controller as a black box. */
final class BlackBoxDoubtTest {
  private Story story = BlackBox.oneNodeAndAGateway();

  @Test
  void aHungNodeIsReplacedOnceAndNotLeftInPlaceForDays() {
    story.spare("0000000b");
    impaired(story, A);
    minutesOfSweeps(story, 2);
    assertThat(story.aws.actions()).doesNotContain("SetInstanceHealth");
    minutesOfSweeps(story, 5);
    assertThat(story.aws.changes())
        .filteredOn(query -> query.action().equals("SetInstanceHealth"))
        .singleElement()
        .satisfies(query -> assertThat(query.text("InstanceId")).isEqualTo(A));
  }

  @Test
  void anEventMovesTrafficButOnlyTheSweepHasANodeReplaced() {
    story.spare("0000000b");
    impaired(story, A);
    later(story, Duration.ofMinutes(30));
    story.when(Story.state(B, "running"));
    assertThat(story.aws.actions()).doesNotContain("SetInstanceHealth");
    story.sweep();
    assertThat(story.aws.actions()).containsOnlyOnce("SetInstanceHealth");
  }

  @Test
  void theOnlyNodeIsKeptWhileNothingElseCouldCarryTheTraffic() {
    story = BlackBox.oneNode();
    impaired(story, A);
    minutesOfSweeps(story, 30);
    assertThat(story.aws.actions()).doesNotContain("SetInstanceHealth");
  }

  @Test
  void aRecommendationWithNowhereToGoDoesNotCostTheWorkingNode() {
    story = BlackBox.oneNode();
    story.when(BlackBox.payload("ec2-rebalance-recommendation-nth.json", "i-0b662ef9931388ba0", A));
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(routesWritten(story)).isEmpty();
    assertThat(story.aws.actions()).doesNotContain("SetInstanceHealth", "AssociateAddress");
  }

  @Test
  void aPlannedMoveGoesAheadThoughNobodyCanBeToldOfIt() {
    story.spare("0000000b");
    story.aws.fail("CreateTags", 99, "TagLimitExceeded", "The maximum number of Tags is 50");
    story.when(BlackBox.payload("ec2-spot-interruption-nth.json", "i-0b662ef9931388ba0", A));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.egress("b")).isEqualTo(B);
    assertThat(addressesMoved(story)).containsExactly("eipalloc-zone-a");
    assertThat(story.report.failures()).allMatch(why -> why.contains("TagLimitExceeded"));
  }

  @Test
  void aWaitWhoseHookIsNotFoundIsNotSaidToBeOver() {
    story.spare("0000000b").lifecycle = "Pending:Wait";
    story.sweep();
    assertThat(story.report.failures())
        .isNotEmpty()
        .allMatch(why -> why.contains("group prod-zone-a has no hook for LAUNCHING"));
  }

  @Test
  void aProofOfTheSameSecondEndsTheDoubtForGood() {
    story.spare("0000000b");
    String now = story.calls.now().toString();
    Runnable proved =
        () -> {
          story.node(A).tags.put("nat-failover:ready-since", now);
          story.node(A).tags.remove("nat-failover:suspect-since");
        };
    story.once("CreateTags", () -> story.once("DescribeInstances", proved));
    impaired(story, A);
    assertThat(story.node(A).tags)
        .containsEntry("nat-failover:ready-since", now)
        .doesNotContainKey("nat-failover:suspect-since");
  }

  @Test
  void whatAnotherInvocationHasBegunIsNotWaitedForByAll() {
    Instant now = story.calls.now();
    story.node(A).tags.put("nat-failover:trial-since", now.minusSeconds(1).toString());
    story.node(A).face(0).sourceDestCheck = true;
    story.sweep();
    assertThat(story.aws.actions()).contains("ModifyNetworkInterfaceAttribute");
    assertThat(Duration.between(now, story.calls.now())).isLessThan(Duration.ofSeconds(3));
  }
}
