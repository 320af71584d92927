package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances: their states and the events of each change. */
class InstanceTest {
  private final VirtualRegion region = new VirtualRegion();
  private String subnet = "";

  @BeforeEach
  void network() {
    String vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
  }

  private List<String> announced() {
    return region.events().stream()
        .filter(e -> e.detailType().equals("EC2 Instance State-change Notification"))
        .map(e -> e.detail().path("state").asText())
        .toList();
  }

  private String state(String instance) {
    return region.instanceText(instance, "instanceState/name");
  }

  @Test
  void everyStateIsPassedAndAnnouncedInOrder() {
    String one = region.instance(subnet);
    region.ec2("StopInstances", "InstanceId.1", one);
    region.passSeconds(10);
    region.ec2("StartInstances", "InstanceId.1", one);
    region.passSeconds(4);
    region.ec2("TerminateInstances", "InstanceId.1", one);
    region.passSeconds(10);
    assertThat(announced())
        .containsExactly(
            "pending",
            "running",
            "stopping",
            "stopped",
            "pending",
            "running",
            "shutting-down",
            "terminated");
    assertThat(state(one)).isEqualTo("terminated");
  }

  @Test
  void aStateChangeIsTheDocumentedEvent() throws Exception {
    String one = region.instance(subnet);
    Event event = region.lastEvent("EC2 Instance State-change Notification");
    var document = event.document();
    assertThat(document.path("version").asText()).isEqualTo("0");
    assertThat(document.path("id").asText()).hasSize(36);
    assertThat(document.path("source").asText()).isEqualTo("aws.ec2");
    assertThat(document.path("account").asText()).isEqualTo("123456789012");
    assertThat(document.path("region").asText()).isEqualTo("ap-northeast-1");
    assertThat(document.path("time").asText()).isEqualTo("2026-11-21T10:00:04Z");
    assertThat(document.path("resources").path(0).asText())
        .isEqualTo("arn:aws:ec2:ap-northeast-1:123456789012:instance/" + one);
    assertThat(document.path("detail").toString())
        .isEqualTo("{\"instance-id\":\"" + one + "\",\"state\":\"running\"}");
  }

  @Test
  void aTerminatedInstanceIsSeenForAnHour() {
    String one = region.instance(subnet);
    region.ec2("TerminateInstances", "InstanceId.1", one);
    region.pass(Duration.ofMinutes(59));
    assertThat(state(one)).isEqualTo("terminated");
    assertThat(region.instanceText(one, "reason"))
        .isEqualTo("User initiated (2026-11-21 10:00:05 GMT)");
    region.pass(Duration.ofMinutes(2));
    assertThat(region.describe(one).error()).isEqualTo("InvalidInstanceID.NotFound");
  }

  @Test
  void terminatingTwiceIsNoError() {
    String one = region.instance(subnet);
    region.ec2("TerminateInstances", "InstanceId.1", one);
    region.passSeconds(20);
    Reply again = region.ec2("TerminateInstances", "InstanceId.1", one);
    assertThat(again.text("instancesSet/item/currentState/code")).isEqualTo("48");
    assertThat(region.ec2("StartInstances", "InstanceId.1", one).error())
        .isEqualTo("IncorrectInstanceState");
  }

  @Test
  void theSameSeedGivesTheSameIds() {
    VirtualRegion other = new VirtualRegion();
    String subnetThere = other.subnet(other.vpc("10.0.0.0/16"), "10.0.0.0/24", "ap-northeast-1a");
    assertThat(subnetThere).isEqualTo(subnet).matches("subnet-[0-9a-f]{17}");
    assertThat(other.instance(subnetThere)).isEqualTo(region.instance(subnet));
  }
}
