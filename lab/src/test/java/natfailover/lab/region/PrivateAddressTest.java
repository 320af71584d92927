package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which private address a public one is on. */
class PrivateAddressTest {
  private final VirtualRegion region = new VirtualRegion();
  private String vpc = "";
  private String subnet = "";

  @BeforeEach
  void network() {
    vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
  }

  private Reply associate(String allocation, String instance, String... more) {
    var parameters = VirtualRegion.map(more);
    parameters.putAll(VirtualRegion.map("AllocationId", allocation, "InstanceId", instance));
    return region.call(Request.ec2("AssociateAddress", parameters));
  }

  @Test
  void aPendingInstanceTakesNoAddressYet() {
    String id =
        region
            .ec2(
                "RunInstances",
                "ImageId",
                "ami-1",
                "MinCount",
                "1",
                "MaxCount",
                "1",
                "SubnetId",
                subnet)
            .text("instancesSet/item/instanceId");
    String address = region.allocate();
    assertThat(associate(address, id).error()).isEqualTo("InvalidInstanceID");
    region.passSeconds(4);
    assertThat(associate(address, id).status()).isEqualTo(200);
  }

  @Test
  void thePrivateAddressMustBeTheInterfacesOwn() {
    String one = region.instance(subnet);
    String eni = region.interfaceOf(one);
    String address = region.allocate();
    String secondary =
        region
            .ec2(
                "AssignPrivateIpAddresses",
                "NetworkInterfaceId",
                eni,
                "SecondaryPrivateIpAddressCount",
                "1")
            .text("assignedPrivateIpAddressesSet/item/privateIpAddress");
    assertThat(
            region
                .ec2(
                    "AssociateAddress",
                    "AllocationId",
                    address,
                    "NetworkInterfaceId",
                    eni,
                    "PrivateIpAddress",
                    "10.0.0.200")
                .error())
        .isEqualTo("InvalidParameterValue");
    region.ec2(
        "AssociateAddress",
        "AllocationId",
        address,
        "NetworkInterfaceId",
        eni,
        "PrivateIpAddress",
        secondary);
    Reply found = region.ec2("DescribeAddresses", "AllocationId.1", address);
    assertThat(found.text("addressesSet/item/privateIpAddress")).isEqualTo(secondary);
    assertThat(region.instanceText(one, "ipAddress")).isEmpty();
  }

  @Test
  void aSecondaryAddressMovesWithItsElasticOneWhenAllowed() {
    String from = region.interfaceOf(region.instance(subnet));
    String to = region.interfaceOf(region.instance(subnet));
    String address = region.allocate();
    region.ec2(
        "AssignPrivateIpAddresses", "NetworkInterfaceId", from, "PrivateIpAddress.1", "10.0.0.50");
    region.ec2(
        "AssociateAddress",
        "AllocationId",
        address,
        "NetworkInterfaceId",
        from,
        "PrivateIpAddress",
        "10.0.0.50");
    assertThat(
            region
                .ec2(
                    "AssignPrivateIpAddresses",
                    "NetworkInterfaceId",
                    to,
                    "PrivateIpAddress.1",
                    "10.0.0.50")
                .error())
        .isEqualTo("InvalidParameterValue");
    region.ec2(
        "AssignPrivateIpAddresses",
        "NetworkInterfaceId",
        to,
        "PrivateIpAddress.1",
        "10.0.0.50",
        "AllowReassignment",
        "true");
    assertThat(
            region
                .ec2("DescribeAddresses", "AllocationId.1", address)
                .text("addressesSet/item/networkInterfaceId"))
        .isEqualTo(to);
  }

  @Test
  void withoutAnInternetGatewayNoAddressIsOfUse() {
    String closed = region.ec2("CreateVpc", "CidrBlock", "10.7.0.0/16").text("vpc/vpcId");
    String one = region.instance(region.subnet(closed, "10.7.0.0/24", "ap-northeast-1a"));
    assertThat(associate(region.allocate(), one).error()).isEqualTo("Gateway.NotAttached");
  }
}
