package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The events of Auto Scaling have the fields AWS documents in 2026, no more and no fewer. */
class EventShapeTest extends GroupStory {
  private static final List<String> ACTIVITY =
      List.of(
          "StatusCode",
          "AutoScalingGroupName",
          "ActivityId",
          "Details",
          "RequestId",
          "StatusMessage",
          "EndTime",
          "EC2InstanceId",
          "StartTime",
          "Cause",
          "Origin",
          "Destination");
  private static final List<String> ACTION =
      List.of(
          "LifecycleActionToken",
          "AutoScalingGroupName",
          "LifecycleHookName",
          "EC2InstanceId",
          "LifecycleTransition",
          "Origin",
          "Destination");

  private List<String> fields(String detailType) {
    return List.copyOf(
        region.lastEvent(detailType).detail().propertyStream().map(e -> e.getKey()).toList());
  }

  @Test
  void everyEventHasTheWholeEnvelope() {
    region.group("nat", 1, a);
    assertThat(region.events())
        .allSatisfy(
            event ->
                assertThat(event.document().propertyStream().map(e -> e.getKey()))
                    .containsExactlyInAnyOrder(
                        "version",
                        "id",
                        "detail-type",
                        "source",
                        "account",
                        "time",
                        "region",
                        "resources",
                        "detail"));
  }

  @Test
  void launchAndTerminateEventsHaveTheirFields() {
    inService();
    String group = region.lastEvent("EC2 Instance-launch Lifecycle Action").document().toString();
    assertThat(group).contains(":autoScalingGroupName/nat\"]");
    assertThat(fields("EC2 Instance-launch Lifecycle Action")).hasSameElementsAs(ACTION);
    region.region.killInstance(only());
    region.passSeconds(15);
    assertThat(fields("EC2 Instance-terminate Lifecycle Action"))
        .containsAll(ACTION)
        .contains("NotificationMetadata")
        .hasSize(ACTION.size() + 1);
    complete("drain", only(), "CONTINUE");
    for (String outcome : List.of("Launch", "Terminate")) {
      assertThat(fields("EC2 Instance " + outcome + " Successful"))
          .containsAll(ACTIVITY)
          .contains("Description")
          .hasSize(ACTIVITY.size() + 1);
    }
  }

  @Test
  void aFailedLaunchHasItsFieldsAndNoInstance() {
    region.region.insufficientCapacity("ap-northeast-1a", true);
    region.group("nat", 1, a);
    assertThat(fields("EC2 Instance Launch Unsuccessful")).hasSameElementsAs(ACTIVITY);
    assertThat(
            region
                .lastEvent("EC2 Instance Launch Unsuccessful")
                .document()
                .path("resources")
                .size())
        .isEqualTo(1);
  }
}
