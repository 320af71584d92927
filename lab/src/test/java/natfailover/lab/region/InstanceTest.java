package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances: states, interfaces, status, Spot, and the events of each change. */
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
  void theCheckOfAnInstanceIsThatOfItsInterface() {
    String one = region.instance(subnet);
    String eni = region.interfaceOf(one);
    region.ec2("ModifyInstanceAttribute", "InstanceId", one, "SourceDestCheck.Value", "false");
    assertThat(region.instanceText(one, "sourceDestCheck")).isEqualTo("false");
    assertThat(region.instanceText(one, "networkInterfaceSet/item/sourceDestCheck"))
        .isEqualTo("false");
    region.ec2(
        "ModifyNetworkInterfaceAttribute",
        "NetworkInterfaceId",
        eni,
        "SourceDestCheck.Value",
        "true");
    assertThat(
            region
                .ec2("DescribeInstanceAttribute", "InstanceId", one, "Attribute", "sourceDestCheck")
                .text("sourceDestCheck/value"))
        .isEqualTo("true");
  }

  @Test
  void aPreMadeInterfaceKeepsItsAddressAndOutlivesTheInstance() {
    String eni =
        region
            .ec2("CreateNetworkInterface", "SubnetId", subnet, "PrivateIpAddress", "10.0.0.100")
            .text("networkInterface/networkInterfaceId");
    String one =
        region.instance(
            "",
            "NetworkInterface.1.DeviceIndex",
            "0",
            "NetworkInterface.1.NetworkInterfaceId",
            eni);
    assertThat(region.instanceText(one, "privateIpAddress")).isEqualTo("10.0.0.100");
    region.ec2("TerminateInstances", "InstanceId.1", one);
    region.passSeconds(10);
    assertThat(
            region
                .ec2("DescribeNetworkInterfaces", "NetworkInterfaceId.1", eni)
                .text("networkInterfaceSet/item/status"))
        .isEqualTo("available");
  }

  @Test
  void anAddressIsGivenOnce() {
    region.instance(subnet, "PrivateIpAddress", "10.0.0.9");
    Reply second =
        region.ec2(
            "RunInstances",
            "ImageId",
            "ami-1",
            "MinCount",
            "1",
            "MaxCount",
            "1",
            "SubnetId",
            subnet,
            "PrivateIpAddress",
            "10.0.0.9");
    assertThat(second.error()).isEqualTo("InvalidIPAddress.InUse");
  }

  @Test
  void secondaryAddressesAndTagsComeWithTheLaunch() {
    String one =
        region.instance(
            "",
            "NetworkInterface.1.DeviceIndex",
            "0",
            "NetworkInterface.1.SubnetId",
            subnet,
            "NetworkInterface.1.SecondaryPrivateIpAddressCount",
            "2",
            "TagSpecification.1.ResourceType",
            "network-interface",
            "TagSpecification.1.Tag.1.Key",
            "role",
            "TagSpecification.1.Tag.1.Value",
            "nat");
    assertThat(
            region
                .describe(one)
                .texts(
                    "reservationSet/item/instancesSet/item/networkInterfaceSet/item/"
                        + "privateIpAddressesSet/item/primary"))
        .containsExactly("true", "false", "false");
    assertThat(
            region
                .ec2(
                    "DescribeNetworkInterfaces",
                    "Filter.1.Name",
                    "tag:role",
                    "Filter.1.Value.1",
                    "nat")
                .text("networkInterfaceSet/item/attachment/instanceId"))
        .isEqualTo(one);
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

  @Test
  void theSameSeedGivesTheSameIds() {
    VirtualRegion other = new VirtualRegion();
    String subnetThere = other.subnet(other.vpc("10.0.0.0/16"), "10.0.0.0/24", "ap-northeast-1a");
    assertThat(subnetThere).isEqualTo(subnet).matches("subnet-[0-9a-f]{17}");
    assertThat(other.instance(subnetThere)).isEqualTo(region.instance(subnet));
  }
}
