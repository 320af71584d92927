package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spot interruptions and status checks. */
class SpotAndStatusTest {
  private final VirtualRegion region = new VirtualRegion();
  private String subnet = "";

  @BeforeEach
  void network() {
    String vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
  }

  private String state(String instance) {
    return region.instanceText(instance, "instanceState/name");
  }

  @Test
  void aSpotInstanceIsWarnedTwoMinutesAhead() {
    String spot = region.instance(subnet, "InstanceMarketOptions.MarketType", "spot");
    assertThat(region.instanceText(spot, "instanceLifecycle")).isEqualTo("spot");
    region.region.interruptSpot(spot);
    Event warning = region.lastEvent("EC2 Spot Instance Interruption Warning");
    assertThat(warning.document().path("resources").path(0).asText())
        .isEqualTo("arn:aws:ec2:ap-northeast-1a:instance/" + spot);
    assertThat(warning.detail().path("instance-action").asText()).isEqualTo("terminate");
    region.passSeconds(119);
    assertThat(state(spot)).isEqualTo("running");
    region.passSeconds(1);
    assertThat(state(spot)).isEqualTo("shutting-down");
    assertThat(region.instanceText(spot, "stateReason/code"))
        .isEqualTo("Server.SpotInstanceTermination");
  }

  @Test
  void aSpotInstanceIsNotStopped() {
    String spot = region.instance(subnet, "InstanceMarketOptions.MarketType", "spot");
    assertThat(region.ec2("StopInstances", "InstanceId.1", spot).error())
        .isEqualTo("UnsupportedOperation");
  }

  @Test
  void statusIsInitializingThenOkThenAsBroken() {
    String one = region.instance(subnet);
    assertThat(status(one, "instanceStatus/status")).isEqualTo("initializing");
    region.passSeconds(120);
    assertThat(status(one, "instanceStatus/status")).isEqualTo("ok");
    region.region.impair(one);
    assertThat(status(one, "systemStatus/status")).isEqualTo("impaired");
    assertThat(status(one, "instanceStatus/details/item/status")).isEqualTo("failed");
    region.region.repair(one);
    assertThat(status(one, "instanceStatus/status")).isEqualTo("ok");
    region.region.scheduleEvent(one, "instance-retirement", region.now().plusSeconds(86400));
    assertThat(status(one, "eventsSet/item/code")).isEqualTo("instance-retirement");
    assertThat(status(one, "eventsSet/item/notBefore")).isEqualTo("2026-11-22T10:02:05.000Z");
  }

  private String status(String instance, String path) {
    return region
        .ec2("DescribeInstanceStatus", "InstanceId.1", instance)
        .text("instanceStatusSet/item/" + path);
  }

  @Test
  void onlyRunningInstancesHaveAStatusUnlessAllAreAskedFor() {
    String one = region.instance(subnet);
    region.ec2("StopInstances", "InstanceId.1", one);
    assertThat(status(one, "instanceState/name")).isEmpty();
    assertThat(
            region
                .ec2("DescribeInstanceStatus", "IncludeAllInstances", "true")
                .text("instanceStatusSet/item/instanceStatus/status"))
        .isEqualTo("not-applicable");
  }
}
