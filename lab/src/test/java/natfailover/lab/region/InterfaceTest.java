package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Network interfaces that come and go while their instance stays, and launches told twice. */
class InterfaceTest {
  private final VirtualRegion region = new VirtualRegion();
  private String vpc = "";
  private String subnet = "";

  @BeforeEach
  void network() {
    vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
  }

  private String free(String in) {
    return region
        .ec2("CreateNetworkInterface", "SubnetId", in)
        .text("networkInterface/networkInterfaceId");
  }

  private Reply attach(String eni, String instance, String index) {
    return region.ec2(
        "AttachNetworkInterface",
        "NetworkInterfaceId",
        eni,
        "InstanceId",
        instance,
        "DeviceIndex",
        index);
  }

  @Test
  void aDetachedTargetIsABlackHoleUntilItIsAttachedAgain() {
    String eni = free(subnet);
    String table = region.table(vpc);
    String attachment = attach(eni, region.instance(subnet), "1").text("attachmentId");
    region.ec2(
        "CreateRoute",
        "RouteTableId",
        table,
        "DestinationCidrBlock",
        "0.0.0.0/0",
        "NetworkInterfaceId",
        eni);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
    region.ec2("DetachNetworkInterface", "AttachmentId", attachment);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("blackhole");
    String other = region.instance(subnet);
    attach(eni, other, "1");
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
    assertThat(region.defaultRoute(table, "instanceId")).isEqualTo(other);
  }

  @Test
  void anInterfaceIsNeitherStolenNorTakenAcrossZonesNorDeletedInUse() {
    String one = region.instance(subnet);
    String two = region.instance(subnet);
    String eni = free(subnet);
    attach(eni, one, "1");
    assertThat(attach(eni, two, "1").error()).isEqualTo("InvalidNetworkInterface.InUse");
    String far = free(region.subnet(vpc, "10.0.1.0/24", "ap-northeast-1c"));
    assertThat(attach(far, one, "2").error()).isEqualTo("InvalidParameterValue");
    assertThat(attach(free(subnet), one, "1").error()).isEqualTo("InvalidParameterValue");
    assertThat(region.ec2("DeleteNetworkInterface", "NetworkInterfaceId", eni).error())
        .isEqualTo("InvalidNetworkInterface.InUse");
    assertThat(region.ec2("DeleteNetworkInterface", "NetworkInterfaceId", far).status())
        .isEqualTo(200);
  }

  @Test
  void thePrimaryInterfaceStays() {
    String one = region.instance(subnet);
    String attachment =
        region.instanceText(one, "networkInterfaceSet/item/attachment/attachmentId");
    assertThat(region.ec2("DetachNetworkInterface", "AttachmentId", attachment).error())
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void aClientTokenLaunchesOnce() {
    String first = region.instance(subnet, "ClientToken", "t");
    assertThat(region.instance(subnet, "ClientToken", "t")).isEqualTo(first);
    assertThat(region.instance(subnet, "ClientToken", "u")).isNotEqualTo(first);
    Reply other =
        region.ec2(
            "RunInstances",
            "ClientToken",
            "t",
            "ImageId",
            "ami-2",
            "MinCount",
            "1",
            "MaxCount",
            "1",
            "SubnetId",
            subnet);
    assertThat(other.error()).isEqualTo("IdempotentParameterMismatch");
  }

  @Test
  void aLaunchTemplateBringsItsImageTagsAndAddresses() {
    region.ec2(
        "CreateLaunchTemplate",
        "LaunchTemplateName",
        "nat",
        "LaunchTemplateData.ImageId",
        "resolve:ssm:/aws/service/ami-amazon-linux-latest/x",
        "LaunchTemplateData.NetworkInterface.1.DeviceIndex",
        "0",
        "LaunchTemplateData.NetworkInterface.1.AssociatePublicIpAddress",
        "true",
        "LaunchTemplateData.NetworkInterface.1.SecondaryPrivateIpAddressCount",
        "1",
        "LaunchTemplateData.TagSpecification.1.ResourceType",
        "instance",
        "LaunchTemplateData.TagSpecification.1.Tag.1.Key",
        "role",
        "LaunchTemplateData.TagSpecification.1.Tag.1.Value",
        "nat");
    Reply run =
        region.ec2(
            "RunInstances",
            "LaunchTemplate.LaunchTemplateName",
            "nat",
            "MinCount",
            "1",
            "MaxCount",
            "1",
            "SubnetId",
            subnet);
    String at = "instancesSet/item/";
    assertThat(run.text(at + "imageId")).matches("ami-[0-9a-f]{17}");
    assertThat(run.text(at + "ipAddress")).isNotEmpty();
    assertThat(run.text(at + "tagSet/item/value")).isEqualTo("nat");
    assertThat(run.texts(at + "networkInterfaceSet/item/privateIpAddressesSet/item")).hasSize(2);
  }
}
