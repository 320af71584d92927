package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Public addresses: Elastic IPs and those Amazon gives at launch. */
class AddressTest {
  private final VirtualRegion region = new VirtualRegion();
  private String vpc = "";
  private String subnet = "";

  @BeforeEach
  void network() {
    vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
  }

  private String holder(String allocation) {
    return region
        .ec2("DescribeAddresses", "AllocationId.1", allocation)
        .text("addressesSet/item/instanceId");
  }

  private Reply associate(String allocation, String instance, String... more) {
    var parameters = VirtualRegion.map(more);
    parameters.putAll(VirtualRegion.map("AllocationId", allocation, "InstanceId", instance));
    return region.call(Request.ec2("AssociateAddress", parameters));
  }

  @Test
  void anElasticAddressMovesUnlessThatIsForbidden() {
    String one = region.instance(subnet);
    String two = region.instance(subnet);
    String address = region.allocate();
    associate(address, one);
    assertThat(associate(address, two, "AllowReassociation", "false").error())
        .isEqualTo("Resource.AlreadyAssociated");
    assertThat(holder(address)).isEqualTo(one);
    assertThat(associate(address, two).status()).isEqualTo(200);
    assertThat(holder(address)).isEqualTo(two);
    assertThat(region.instanceText(one, "ipAddress")).isEmpty();
  }

  @Test
  void associatingAgainChangesNothing() {
    String one = region.instance(subnet);
    String address = region.allocate();
    String first = associate(address, one).text("associationId");
    assertThat(associate(address, one, "AllowReassociation", "false").text("associationId"))
        .isEqualTo(first);
  }

  @Test
  void theAddressThatWasThereIsDisplacedAndStaysAllocated() {
    String one = region.instance(subnet);
    String old = region.allocate();
    String fresh = region.allocate();
    associate(old, one);
    associate(fresh, one);
    assertThat(holder(fresh)).isEqualTo(one);
    assertThat(
            region
                .ec2("DescribeAddresses", "AllocationId.1", old)
                .texts("addressesSet/item/associationId"))
        .isEmpty();
  }

  @Test
  void anAutomaticAddressIsLostForGoodToAnElasticOne() {
    region.ec2("ModifySubnetAttribute", "SubnetId", subnet, "MapPublicIpOnLaunch.Value", "true");
    String one = region.instance(subnet);
    String automatic = region.instanceText(one, "ipAddress");
    assertThat(region.instanceText(one, "networkInterfaceSet/item/association/ipOwnerId"))
        .isEqualTo("amazon");
    String association = associate(region.allocate(), one).text("associationId");
    assertThat(region.instanceText(one, "ipAddress")).isNotEqualTo(automatic).isNotEmpty();
    assertThat(region.instanceText(one, "networkInterfaceSet/item/association/ipOwnerId"))
        .isEqualTo("123456789012");
    region.ec2("DisassociateAddress", "AssociationId", association);
    assertThat(region.instanceText(one, "ipAddress")).isEmpty();
  }

  @Test
  void anAutomaticAddressChangesOverAStopAndAnElasticOneDoesNot() {
    String automatic =
        region.instance(
            "",
            "NetworkInterface.1.DeviceIndex",
            "0",
            "NetworkInterface.1.SubnetId",
            subnet,
            "NetworkInterface.1.AssociatePublicIpAddress",
            "true");
    String elastic = region.instance(subnet);
    associate(region.allocate(), elastic);
    String before = region.instanceText(automatic, "ipAddress");
    String kept = region.instanceText(elastic, "ipAddress");
    region.ec2("StopInstances", "InstanceId.1", automatic, "InstanceId.2", elastic);
    region.passSeconds(10);
    assertThat(region.instanceText(automatic, "ipAddress")).isEmpty();
    assertThat(region.instanceText(elastic, "ipAddress")).isEqualTo(kept);
    region.ec2("StartInstances", "InstanceId.1", automatic);
    assertThat(region.instanceText(automatic, "ipAddress")).isNotEmpty().isNotEqualTo(before);
  }

  @Test
  void terminationReleasesTheAddressAndDeletesTheInterface() {
    String one = region.instance(subnet);
    String eni = region.interfaceOf(one);
    String address = region.allocate();
    associate(address, one);
    region.ec2("TerminateInstances", "InstanceId.1", one);
    assertThat(holder(address)).isEqualTo(one);
    region.passSeconds(10);
    assertThat(holder(address)).isEmpty();
    assertThat(region.ec2("DescribeNetworkInterfaces", "NetworkInterfaceId.1", eni).error())
        .isEqualTo("InvalidNetworkInterfaceID.NotFound");
    assertThat(region.ec2("ReleaseAddress", "AllocationId", address).status()).isEqualTo(200);
  }

  @Test
  void anAddressInUseIsNotReleased() {
    String address = region.allocate();
    associate(address, region.instance(subnet));
    assertThat(region.ec2("ReleaseAddress", "AllocationId", address).error())
        .isEqualTo("InvalidIPAddress.InUse");
  }

  @Test
  void unknownAddressesAreTold() {
    assertThat(
            region.ec2("DescribeAddresses", "AllocationId.1", "eipalloc-0123456789abcdef0").error())
        .isEqualTo("InvalidAllocationID.NotFound");
    assertThat(region.ec2("DescribeAddresses", "PublicIp.1", "9.9.9.9").error())
        .isEqualTo("InvalidAddress.NotFound");
  }
}
