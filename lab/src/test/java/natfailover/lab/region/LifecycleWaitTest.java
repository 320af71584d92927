package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Launch hooks: waits, completions, heartbeats, and what comes of them. */
class LifecycleWaitTest extends GroupStory {
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
  void anInstanceThatDiesWhileItWaitsIsALaunchThatFailed() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(2);
    String dead = only();
    region.region.killInstance(dead);
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("Terminating:Wait");
    var detail = region.lastEvent("EC2 Instance Launch Unsuccessful").detail();
    assertThat(detail.path("EC2InstanceId").asText()).isEqualTo(dead);
    assertThat(detail.path("StatusMessage").asText())
        .startsWith("Instance became unhealthy while waiting for instance to be in InService");
    assertThat(complete("prepare", dead, "CONTINUE").error()).isEqualTo("ValidationError");
  }

  @Test
  void allLaunchHooksMustBeCompleted() {
    region.group("nat", 0, a, hooks());
    region.scaling(
        "PutLifecycleHook",
        "AutoScalingGroupName",
        "nat",
        "LifecycleHookName",
        "second",
        "LifecycleTransition",
        "autoscaling:EC2_INSTANCE_LAUNCHING");
    region.scaling("SetDesiredCapacity", "AutoScalingGroupName", "nat", "DesiredCapacity", "1");
    region.passSeconds(4);
    complete("second", only(), "CONTINUE");
    assertThat(region.states("nat")).containsExactly("Pending:Wait");
    complete("prepare", only(), "CONTINUE");
    assertThat(region.states("nat")).containsExactly("Pending:Proceed");
  }

  @Test
  void deletingAHookAbandonsTheLaunchesItHolds() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(2);
    region.scaling(
        "DeleteLifecycleHook", "AutoScalingGroupName", "nat", "LifecycleHookName", "prepare");
    assertThat(region.states("nat")).containsExactly("Terminating:Wait");
  }
}
