package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a group takes for unhealthy, and what it does when it cannot launch. */
class GroupHealthTest extends GroupStory {
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
    region.region.zoneLost("ap-northeast-1c");
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
}
