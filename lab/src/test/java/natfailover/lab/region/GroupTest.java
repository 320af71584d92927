package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Groups as they are made, sized, tagged and deleted. */
class GroupTest extends GroupStory {
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

  /** The old one still looks after its members once more when the new one is there already. */
  @Test
  void aGroupMayTakeTheNameOfOneThatIsGone() {
    inService();
    region.scaling("DeleteAutoScalingGroup", "AutoScalingGroupName", "nat", "ForceDelete", "true");
    region.passSeconds(10);
    region.group("nat", 1, a);
    region.pass(Duration.ofMinutes(10));
    assertThat(region.states("nat")).containsExactly("InService");
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
  }

  @Test
  void nobodyElseSetsTheGroupsNameOfAnInstance() {
    region.group("nat", 1, a);
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
