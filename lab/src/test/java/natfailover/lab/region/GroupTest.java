package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups: how they launch, wait, replace and terminate. */
class GroupTest {
  private final VirtualRegion region = new VirtualRegion();
  private String a = "";
  private String c = "";

  @BeforeEach
  void network() {
    String vpc = region.vpc("10.0.0.0/16");
    a = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
    c = region.subnet(vpc, "10.0.1.0/24", "ap-northeast-1c");
  }

  private static String[] hooks() {
    return new String[] {
      "LifecycleHookSpecificationList.member.1.LifecycleHookName",
      "prepare",
      "LifecycleHookSpecificationList.member.1.LifecycleTransition",
      "autoscaling:EC2_INSTANCE_LAUNCHING",
      "LifecycleHookSpecificationList.member.1.HeartbeatTimeout",
      "60",
      "LifecycleHookSpecificationList.member.2.LifecycleHookName",
      "drain",
      "LifecycleHookSpecificationList.member.2.LifecycleTransition",
      "autoscaling:EC2_INSTANCE_TERMINATING",
      "LifecycleHookSpecificationList.member.2.HeartbeatTimeout",
      "60",
      "LifecycleHookSpecificationList.member.2.DefaultResult",
      "CONTINUE",
      "LifecycleHookSpecificationList.member.2.NotificationMetadata",
      "note"
    };
  }

  private Reply complete(String hook, String instance, String result) {
    return region.scaling(
        "CompleteLifecycleAction",
        "AutoScalingGroupName",
        "nat",
        "LifecycleHookName",
        hook,
        "InstanceId",
        instance,
        "LifecycleActionResult",
        result);
  }

  private String only() {
    assertThat(region.memberIds("nat")).hasSize(1);
    return region.memberIds("nat").getFirst();
  }

  private void inService() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(2);
    complete("prepare", only(), "CONTINUE");
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("InService");
  }

  @Test
  void aLaunchWithoutHooksIsInServiceWhenTheInstanceRuns() {
    region.group("nat", 1, a);
    assertThat(region.states("nat")).containsExactly("Pending");
    region.passSeconds(4);
    assertThat(region.states("nat")).containsExactly("InService");
    var detail = region.lastEvent("EC2 Instance Launch Successful").detail();
    assertThat(detail.path("StatusCode").asText()).isEqualTo("InProgress");
    assertThat(detail.path("EC2InstanceId").asText()).isEqualTo(only());
    assertThat(detail.path("Details").path("Subnet ID").asText()).isEqualTo(a);
  }

  @Test
  void aLaunchWaitsForItsHookAndGoesOnWhenToldTo() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(1);
    assertThat(region.states("nat")).containsExactly("Pending");
    region.passSeconds(1);
    assertThat(region.states("nat")).containsExactly("Pending:Wait");
    var event = region.lastEvent("EC2 Instance-launch Lifecycle Action");
    assertThat(event.source()).isEqualTo("aws.autoscaling");
    assertThat(event.detail().path("EC2InstanceId").asText()).isEqualTo(only());
    assertThat(event.detail().path("Origin").asText()).isEqualTo("EC2");
    assertThat(event.detail().path("LifecycleActionToken").asText()).hasSize(36);
    assertThat(event.detail().has("NotificationMetadata")).isFalse();
    region.passSeconds(10);
    complete("prepare", only(), "CONTINUE");
    assertThat(region.states("nat")).containsExactly("Pending:Proceed");
    region.passSeconds(1);
    assertThat(region.states("nat")).containsExactly("InService");
  }

  @Test
  void aNodeCanBeReadyBeforeItsWaitBegins() {
    region.group("nat", 1, a, hooks());
    Reply early = complete("prepare", only(), "CONTINUE");
    assertThat(early.error()).isEqualTo("ValidationError");
    assertThat(early.message())
        .isEqualTo("No active Lifecycle Action found with instance ID " + only());
  }

  @Test
  void completingTwiceIsRefused() {
    inService();
    assertThat(complete("prepare", only(), "CONTINUE").error()).isEqualTo("ValidationError");
    Reply byToken =
        region.scaling(
            "CompleteLifecycleAction",
            "AutoScalingGroupName",
            "nat",
            "LifecycleHookName",
            "prepare",
            "LifecycleActionToken",
            "12345678-1234-1234-1234-123456789012",
            "LifecycleActionResult",
            "CONTINUE");
    assertThat(byToken.message())
        .isEqualTo(
            "No active Lifecycle Action found with token 12345678-1234-1234-1234-123456789012");
  }

  @Test
  void anAbandonedLaunchIsTerminatedAndReplaced() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(4);
    String first = only();
    complete("prepare", first, "ABANDON");
    complete("drain", first, "CONTINUE");
    region.passSeconds(20);
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first);
    assertThat(region.instanceText(first, "instanceState/name")).isEqualTo("terminated");
    assertThat(region.eventTypes()).contains("EC2 Instance Launch Unsuccessful");
  }

  @Test
  void aHeartbeatThatRunsOutBringsTheDefaultResult() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(61);
    String first = only();
    assertThat(region.states("nat")).containsExactly("Pending:Wait");
    region.passSeconds(1);
    assertThat(region.states("nat")).containsExactly("Terminating:Wait");
    region.passSeconds(60);
    assertThat(region.states("nat")).containsExactly("Terminating:Proceed");
    region.passSeconds(15);
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first);
  }

  @Test
  void heartbeatsProlongAWaitUpToTheGlobalTimeout() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(2);
    for (int beat = 0; beat < 120; beat++) {
      region.passSeconds(50);
      region.scaling(
          "RecordLifecycleActionHeartbeat",
          "AutoScalingGroupName",
          "nat",
          "LifecycleHookName",
          "prepare",
          "InstanceId",
          region.memberIds("nat").getFirst());
      if (beat == 118) {
        assertThat(region.states("nat")).containsExactly("Pending:Wait");
      }
    }
    assertThat(region.states("nat")).containsExactly("Terminating:Wait");
  }

  @Test
  void theTerminateHookOfACrashedInstanceRunsThoughItIsGone() {
    inService();
    String dead = only();
    region.region.killInstance(dead);
    assertThat(region.states("nat")).containsExactly("InService");
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("Terminating:Wait");
    var event = region.lastEvent("EC2 Instance-terminate Lifecycle Action");
    assertThat(event.detail().path("NotificationMetadata").asText()).isEqualTo("note");
    assertThat(event.detail().path("Destination").asText()).isEqualTo("EC2");
    region.passSeconds(10);
    assertThat(region.memberIds("nat")).containsExactly(dead);
    complete("drain", dead, "CONTINUE");
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(dead);
    assertThat(region.eventTypes()).contains("EC2 Instance Terminate Successful");
    String cause =
        region
            .scaling("DescribeScalingActivities", "AutoScalingGroupName", "nat")
            .text("DescribeScalingActivitiesResult/Activities/member/Cause");
    assertThat(cause)
        .isEqualTo(
            "At 2026-11-21T10:00:22Z an instance was launched in response to an unhealthy"
                + " instance needing to be replaced.");
  }

  @Test
  void theReplacementNeedNotWaitForTheTerminationWhenSet() {
    region.region.settings(settings -> settings.withLaunchWaitsForTermination(false));
    inService();
    region.region.killInstance(only());
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("Terminating:Wait", "Pending:Wait");
  }

  @Test
  void aStoppedInstanceIsTerminatedAndReplaced() {
    inService();
    String first = only();
    region.region.stopInstance(first);
    region.passSeconds(5);
    complete("drain", first, "CONTINUE");
    region.passSeconds(10);
    assertThat(region.instanceText(first, "instanceState/name")).isEqualTo("terminated");
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first);
  }

  @Test
  void anInstanceWithADeadlineToTerminateStillRunsDuringItsWait() {
    inService();
    String first = only();
    region.scaling(
        "TerminateInstanceInAutoScalingGroup",
        "InstanceId",
        first,
        "ShouldDecrementDesiredCapacity",
        "false");
    assertThat(region.states("nat")).containsExactly("Terminating:Wait");
    region.passSeconds(30);
    assertThat(region.instanceText(first, "instanceState/name")).isEqualTo("running");
    complete("drain", first, "ABANDON");
    assertThat(region.instanceText(first, "instanceState/name")).isEqualTo("shutting-down");
  }

  @Test
  void aDecrementLeavesNoReplacement() {
    inService();
    region.scaling(
        "TerminateInstanceInAutoScalingGroup",
        "InstanceId",
        only(),
        "ShouldDecrementDesiredCapacity",
        "true");
    complete("drain", only(), "CONTINUE");
    region.passSeconds(60);
    assertThat(region.memberIds("nat")).isEmpty();
  }

  @Test
  void aMaintenancePolicyLaunchesBeforeItTerminates() {
    region.group(
        "nat",
        1,
        a,
        "InstanceMaintenancePolicy.MinHealthyPercentage",
        "100",
        "InstanceMaintenancePolicy.MaxHealthyPercentage",
        "200");
    region.passSeconds(5);
    String first = only();
    region.scaling("SetInstanceHealth", "InstanceId", first, "HealthStatus", "Unhealthy");
    assertThat(region.states("nat")).containsExactly("InService", "Pending");
    region.passSeconds(4);
    assertThat(region.states("nat")).containsExactly("Terminating", "InService");
    region.passSeconds(10);
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first);
  }

  @Test
  void anUnexpectedTerminationIsReplacedAtOnceUnderAMaintenancePolicy() {
    region.group(
        "nat",
        1,
        a,
        "InstanceMaintenancePolicy.MinHealthyPercentage",
        "100",
        "InstanceMaintenancePolicy.MaxHealthyPercentage",
        "200");
    region.passSeconds(5);
    region.region.killInstance(only());
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("Terminating", "Pending");
  }

  @Test
  void healthSetWithinTheGracePeriodIsIgnoredUnlessToldOtherwise() {
    region.group("nat", 1, a, "HealthCheckGracePeriod", "300");
    region.passSeconds(5);
    region.scaling("SetInstanceHealth", "InstanceId", only(), "HealthStatus", "Unhealthy");
    assertThat(region.states("nat")).containsExactly("InService");
    region.scaling(
        "SetInstanceHealth",
        "InstanceId",
        only(),
        "HealthStatus",
        "Unhealthy",
        "ShouldRespectGracePeriod",
        "false");
    assertThat(region.states("nat")).containsExactly("Terminating");
  }

  @Test
  void anImpairedInstanceIsGivenAFewMinutes() {
    region.group("nat", 1, a);
    region.passSeconds(5);
    region.region.impair(only());
    region.passSeconds(179);
    assertThat(region.states("nat")).containsExactly("InService");
    region.passSeconds(1);
    assertThat(region.states("nat")).containsExactly("Terminating");
  }

  @Test
  void insufficientDataNeverCounts() {
    region.group("nat", 1, a);
    region.passSeconds(5);
    region.region.loseStatusData(only());
    region.passSeconds(3600);
    assertThat(region.states("nat")).containsExactly("InService");
  }

  @Test
  void aScheduledEventCountsAsUnhealthy() {
    region.group("nat", 1, a);
    region.passSeconds(5);
    region.region.scheduleEvent(only(), "instance-retirement", region.now().plusSeconds(86400));
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("Terminating");
  }

  @Test
  void withoutCapacityLaunchesFailAndAreRetriedMoreAndMoreRarely() {
    region.region.insufficientCapacity("ap-northeast-1a", true);
    region.group("nat", 1, a);
    region.passSeconds(0);
    assertThat(failures()).isEqualTo(1);
    var detail = region.lastEvent("EC2 Instance Launch Unsuccessful").detail();
    assertThat(detail.path("EC2InstanceId").asText()).isEmpty();
    assertThat(detail.path("StatusCode").asText()).isEqualTo("Failed");
    assertThat(detail.path("StatusMessage").asText())
        .startsWith("We currently do not have sufficient t4g.nano capacity");
    region.passSeconds(15);
    assertThat(failures()).isEqualTo(2);
    region.passSeconds(29);
    assertThat(failures()).isEqualTo(2);
    region.passSeconds(1);
    assertThat(failures()).isEqualTo(3);
    region.region.insufficientCapacity("ap-northeast-1a", false);
    region.passSeconds(60);
    assertThat(region.memberIds("nat")).hasSize(1);
  }

  private long failures() {
    return region.eventTypes().stream().filter("EC2 Instance Launch Unsuccessful"::equals).count();
  }

  @Test
  void aLostZoneIsMadeUpForElsewhere() {
    region.group("nat", 2, a + "," + c);
    region.passSeconds(5);
    assertThat(zones()).containsExactly("ap-northeast-1a", "ap-northeast-1c");
    region.region.loseZone("ap-northeast-1c");
    region.passSeconds(30);
    assertThat(zones()).containsExactly("ap-northeast-1a", "ap-northeast-1a");
    region.region.zoneBack("ap-northeast-1c");
    region.scaling("SetDesiredCapacity", "AutoScalingGroupName", "nat", "DesiredCapacity", "3");
    assertThat(zones()).containsOnlyOnce("ap-northeast-1c");
  }

  private List<String> zones() {
    return region
        .scaling("DescribeAutoScalingInstances")
        .texts("DescribeAutoScalingInstancesResult/AutoScalingInstances/member/AvailabilityZone");
  }

  @Test
  void aRebalanceRecommendationLaunchesFirstWhenTheGroupSaysSo() {
    region.group("nat", 1, a, "CapacityRebalance", "true");
    region.passSeconds(5);
    String first = only();
    region.region.recommendRebalance(first);
    assertThat(region.states("nat")).containsExactly("InService", "Pending");
    region.passSeconds(20);
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first);
  }

  @Test
  void sizesAreKeptWithinBounds() {
    region.group("nat", 1, a);
    assertThat(
            region
                .scaling(
                    "SetDesiredCapacity", "AutoScalingGroupName", "nat", "DesiredCapacity", "10")
                .error())
        .isEqualTo("ValidationError");
    region.scaling("SetDesiredCapacity", "AutoScalingGroupName", "nat", "DesiredCapacity", "0");
    region.pass(Duration.ofMinutes(1));
    assertThat(region.memberIds("nat")).isEmpty();
  }

  @Test
  void aGroupWithInstancesIsDeletedOnlyByForceAndThenWithoutHooks() {
    inService();
    assertThat(region.scaling("DeleteAutoScalingGroup", "AutoScalingGroupName", "nat").error())
        .isEqualTo("ResourceInUse");
    region.scaling("DeleteAutoScalingGroup", "AutoScalingGroupName", "nat", "ForceDelete", "true");
    assertThat(region.states("nat")).containsExactly("Terminating");
    region.passSeconds(10);
    assertThat(
            region
                .scaling("DescribeAutoScalingGroups")
                .texts("DescribeAutoScalingGroupsResult/AutoScalingGroups/member"))
        .isEmpty();
  }

  @Test
  void instancesCarryTheGroupsNameAndItsPropagatedTags() {
    region.group(
        "nat",
        1,
        a,
        "Tags.member.1.Key",
        "fleet",
        "Tags.member.1.Value",
        "one",
        "Tags.member.1.PropagateAtLaunch",
        "true",
        "Tags.member.2.Key",
        "secret",
        "Tags.member.2.Value",
        "x",
        "Tags.member.2.PropagateAtLaunch",
        "false");
    Reply found =
        region.ec2(
            "DescribeInstances",
            "Filter.1.Name",
            "tag:aws:autoscaling:groupName",
            "Filter.1.Value.1",
            "nat");
    assertThat(found.texts("reservationSet/item/instancesSet/item/tagSet/item/key"))
        .contains("fleet", "aws:autoscaling:groupName")
        .doesNotContain("secret");
    assertThat(
            region
                .ec2(
                    "CreateTags",
                    "ResourceId.1",
                    only(),
                    "Tag.1.Key",
                    "aws:autoscaling:groupName",
                    "Tag.1.Value",
                    "other")
                .error())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void hooksAreDescribedAsTheyWerePut() {
    region.group("nat", 0, a);
    region.scaling(
        "PutLifecycleHook",
        "AutoScalingGroupName",
        "nat",
        "LifecycleHookName",
        "h",
        "LifecycleTransition",
        "autoscaling:EC2_INSTANCE_LAUNCHING");
    Reply hook = region.scaling("DescribeLifecycleHooks", "AutoScalingGroupName", "nat");
    String at = "DescribeLifecycleHooksResult/LifecycleHooks/member/";
    assertThat(hook.text(at + "HeartbeatTimeout")).isEqualTo("3600");
    assertThat(hook.text(at + "GlobalTimeout")).isEqualTo("172800");
    assertThat(hook.text(at + "DefaultResult")).isEqualTo("ABANDON");
    assertThat(
            region
                .scaling(
                    "PutLifecycleHook",
                    "AutoScalingGroupName",
                    "nat",
                    "LifecycleHookName",
                    "h",
                    "HeartbeatTimeout",
                    "29")
                .error())
        .isEqualTo("ValidationError");
  }
}
