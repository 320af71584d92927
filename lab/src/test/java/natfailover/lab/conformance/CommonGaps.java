package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Gap.Ground.BOTH_RIGHT;
import static natfailover.lab.conformance.Gap.Ground.NOT_MODELLED;

import java.util.List;

/** Differences that show wherever a resource of the kind is described. */
final class CommonGaps {
  private static final String ANY = ".*";
  private static final String INSTANCE = "/Reservations\\[\\d+]/Instances\\[\\d+]/";
  private static final String LEFT_OUT = "absent > .*";

  static final List<Gap> ALL =
      List.of(
          NOT_MODELLED.of(
              ANY,
              INSTANCE
                  + "(AmiLaunchIndex|BlockDeviceMappings.*|ClientToken|EbsOptimized|Hypervisor"
                  + "|KernelId|MetadataOptions.*|RootDevice.*|SriovNetSupport|VirtualizationType"
                  + "|PrivateDnsName|PublicDnsName)",
              LEFT_OUT,
              "ours says nothing of an instance's disks, metadata options, virtualization and host"
                  + " names"),
          NOT_MODELLED.of(ANY, ".*/Groups\\[0]/.*", LEFT_OUT, "ours has no security groups"),
          NOT_MODELLED.of(
              ANY, ".*/PublicDnsName", LEFT_OUT, "ours gives public addresses no host names"),
          NOT_MODELLED.of(
              ANY, ".*/RequesterId", LEFT_OUT, "ours does not say who asked for an interface"),
          NOT_MODELLED.of(
              ANY,
              ".*/(Ipv6Native|PrivateDnsNameOptionsOnLaunch/.*)",
              LEFT_OUT,
              "ours has no IPv6 and no host name options of subnets"),
          NOT_MODELLED.of(ANY, ".*/ServiceLinkedRoleARN", LEFT_OUT, "ours has no roles for groups"),
          BOTH_RIGHT.of(
              ANY, ".*/MacAddress", "0.* > 0.*", "every interface has a MAC address of its own"),
          BOTH_RIGHT.of(
              ANY,
              ".*/AvailabilityZoneId",
              "apne1-az\\d > apne1-az\\d",
              "the ids of zones are mapped to names for each account"),
          AWS_DOCUMENTS_OURS.of(
              ANY,
              ".*/Placement/AvailabilityZoneId",
              "apne1-az\\d > absent",
              "moto does not tell the id of an instance's zone; AWS does"),
          AWS_DOCUMENTS_OURS.of(
              ANY,
              INSTANCE + "Architecture",
              "arm64 > x86_64",
              "moto takes every unknown image for x86_64; AWS launches t4g from arm64 images only"),
          AWS_DOCUMENTS_OURS.of(
              ANY,
              ".*/PrivateIpAddresses\\[0]/PrivateDnsName",
              "ip-.* > absent",
              "moto tells the host name of an instance but not of its interface's addresses; AWS"
                  + " tells both"),
          AWS_DOCUMENTS_OURS.of(
              ANY,
              "/Addresses\\[0]/(NetworkBorderGroup|PublicIpv4Pool)",
              ".* > absent",
              "moto tells neither border group nor pool of an address; AWS does"),
          AWS_DOCUMENTS_NEITHER.of(
              ANY,
              "/.*(Placement/GroupName|StateReason/.*"
                  + "|Addresses\\[0]/(InstanceId|NetworkInterfaceId))",
              "absent > ",
              "moto writes empty elements where ours leaves them out"),
          AWS_DOCUMENTS_OURS.of(
              ANY,
              "/NatGateways\\[0]/(ConnectivityType|NatGatewayAddresses\\[0]/IsPrimary)",
              ".* > absent",
              "moto tells neither a NAT gateway's connectivity nor its primary address; AWS does"),
          AWS_DOCUMENTS_OURS.of(
              ANY,
              "/NatGateways\\[0]/NatGatewayAddresses\\[0]/PrivateIp",
              "10\\.0\\.0\\.\\d+ > 10\\..*",
              "moto gives a NAT gateway a private address from anywhere; AWS one of its subnet"));

  private CommonGaps() {}
}
