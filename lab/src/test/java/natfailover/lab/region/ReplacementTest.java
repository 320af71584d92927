package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In which order members are terminated and replaced. */
class ReplacementTest extends GroupStory {
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
    launchingFirst();
    String first = only();
    region.scaling("SetInstanceHealth", "InstanceId", first, "HealthStatus", "Unhealthy");
    assertThat(region.states("nat")).containsExactly("InService", "Pending");
    region.passSeconds(4);
    assertThat(region.states("nat")).containsExactly("Terminating", "InService");
    region.passSeconds(10);
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first);
  }

  /** AWS's maximum is of members that are healthy in service, or pending. */
  @Test
  void aReplacementThatIsUnhealthyTooIsReplacedThoughTheFirstIsStillThere() {
    launchingFirst();
    String first = only();
    region.scaling("SetInstanceHealth", "InstanceId", first, "HealthStatus", "Unhealthy");
    String second = region.memberIds("nat").getLast();
    region.region.scheduleEvent(
        second, "instance-retirement", region.now().plus(Duration.ofHours(1)));
    region.passSeconds(30);
    assertThat(region.memberIds("nat")).hasSize(1).doesNotContain(first, second);
  }

  @Test
  void anUnexpectedTerminationIsReplacedAtOnceUnderAMaintenancePolicy() {
    launchingFirst();
    region.region.killInstance(only());
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("Terminating", "Pending");
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

  /** A group of one that replaces it before it terminates it. */
  private void launchingFirst() {
    region.group(
        "nat",
        1,
        a,
        "InstanceMaintenancePolicy.MinHealthyPercentage",
        "100",
        "InstanceMaintenancePolicy.MaxHealthyPercentage",
        "200");
    region.passSeconds(5);
  }
}
