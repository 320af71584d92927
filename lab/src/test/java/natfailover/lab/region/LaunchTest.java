package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The interfaces, addresses and tags an instance is launched with. */
class LaunchTest {
  private final VirtualRegion region = new VirtualRegion();
  private String subnet = "";

  @BeforeEach
  void network() {
    String vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
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
}
