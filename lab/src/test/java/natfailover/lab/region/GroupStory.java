package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;

/** What every story about a group begins with: a VPC, two zones, and the group's words. */
abstract class GroupStory {
  final VirtualRegion region = new VirtualRegion();
  String a = "";
  String c = "";

  @BeforeEach
  void network() {
    String vpc = region.vpc("10.0.0.0/16");
    a = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
    c = region.subnet(vpc, "10.0.1.0/24", "ap-northeast-1c");
  }

  static String[] hooks() {
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

  Reply complete(String hook, String instance, String result) {
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

  String only() {
    assertThat(region.memberIds("nat")).hasSize(1);
    return region.memberIds("nat").getFirst();
  }

  void inService() {
    region.group("nat", 1, a, hooks());
    region.passSeconds(2);
    complete("prepare", only(), "CONTINUE");
    region.passSeconds(5);
    assertThat(region.states("nat")).containsExactly("InService");
  }
}
