package natfailover.lab.template;

import static natfailover.lab.template.Ward.A;
import static natfailover.lab.template.Ward.C;

import java.util.Map;
import natfailover.doctor.Complaint;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Plants in a region exactly what brings a complaint about; a new complaint has to be added. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class Malady {
  private final Patient patient;
  private final Ward ward;

  Malady(Patient patient) {
    this.patient = patient;
    this.ward = patient.ward;
  }

  void plant(Complaint complaint) {
    switch (complaint) {
      case TABLE_WITHOUT_ZONE -> tableOfNoSubnet();
      case TABLE_CLAIMED_TWICE -> tableOfAnotherFleetThatLeadsToOurs();
      case NAME_USED_TWICE -> tableOfAnotherVpc();
      case ZONE_WITHOUT_NODE -> doubtTheNode();
      case ZONE_WITHOUT_SECOND_PATH -> doubtTheNode();
      case NO_ADOPTION_ADDRESS -> takeTheAdoptionAddressAway();
      case ADOPTION_ADDRESS_TAKEN -> putAnotherAddressOnIt();
      case SUBNET_FULL -> fillTheSubnet();
      case ZONE_WITHOUT_ELASTIC_IP -> releaseTheAddress();
      case HOOK_MISSING -> hook(false);
      case HEARTBEAT_TOO_SHORT -> hook(true);
      case ALIAS_MISSING ->
          patient.server.with(region -> region.removeAlias(Patient.FUNCTION, "live"));
      case RULE_MISSING -> patient.events("DeleteRule", Map.of("Name", "Lifecycle"));
      case RULE_DISABLED -> patient.events("DisableRule", Map.of("Name", "Report"));
      case TAG_KEY_BREAKS_LAUNCH -> tagTheGroup("team/network");
      case TAG_VALUE_TOO_LONG -> manySubnets();
      case NOT_PERMITTED -> fail("ReplaceRoute", "UnauthorizedOperation");
      case ELASTIC_IPS_USED_UP -> patient.server.with(region -> region.addressQuota(2));
      case CONCURRENCY_LOW -> patient.server.with(region -> region.concurrencyQuota(10));
      case NOT_CHECKED -> fail("DescribeLifecycleHooks", "AccessDenied");
    }
  }

  private void fail(String action, String code) {
    patient.server.with(region -> region.failCalls(action, code, 1));
  }

  private void tableOfNoSubnet() {
    String table =
        ward.account().ec2().createRouteTable(r -> r.vpcId(ward.vpc())).routeTable().routeTableId();
    ward.tag(table, "nat-failover:fleet", "prod");
  }

  private void tableOfAnotherFleetThatLeadsToOurs() {
    String table =
        ward.account().ec2().createRouteTable(r -> r.vpcId(ward.vpc())).routeTable().routeTableId();
    String face = ward.face(A);
    ward.account()
        .ec2()
        .createRoute(
            r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").networkInterfaceId(face));
    ward.tag(table, "nat-failover:fleet", "stage");
  }

  /** Being handed back, so that it is nothing but one of two VPCs. */
  private void tableOfAnotherVpc() {
    String vpc = ward.account().ec2().createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    String table =
        ward.account().ec2().createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ward.tag(table, "nat-failover:fleet", "prod");
    ward.tag(table, "nat-failover:leaving", "2026-01-01T00:00:00Z");
  }

  private void doubtTheNode() {
    Instance node = ward.node(C);
    ward.tag(node.instanceId(), "nat-failover:suspect-since", "2026-01-01T00:00:00Z");
  }

  private void takeTheAdoptionAddressAway() {
    String face = ward.face(C);
    String address = adoptionAddress(C);
    ward.account()
        .ec2()
        .unassignPrivateIpAddresses(r -> r.networkInterfaceId(face).privateIpAddresses(address));
  }

  private String adoptionAddress(String zone) {
    return ward.node(zone).networkInterfaces().getFirst().privateIpAddresses().stream()
        .filter(address -> !address.primary())
        .findFirst()
        .orElseThrow()
        .privateIpAddress();
  }

  private void putAnotherAddressOnIt() {
    String foreign = ward.account().ec2().allocateAddress(r -> r.domain("vpc")).allocationId();
    String face = ward.face(C);
    String address = adoptionAddress(C);
    ward.account()
        .ec2()
        .associateAddress(
            r -> r.allocationId(foreign).networkInterfaceId(face).privateIpAddress(address));
  }

  private void fillTheSubnet() {
    String subnet = ward.publicSubnets.get(A);
    ward.account()
        .ec2()
        .createNetworkInterface(r -> r.subnetId(subnet).secondaryPrivateIpAddressCount(7));
  }

  private void releaseTheAddress() {
    ward.account()
        .ec2()
        .deleteTags(
            r ->
                r.resources(ward.addresses.get(C))
                    .tags(Tag.builder().key("nat-failover:fleet").build()));
  }

  private void hook(boolean there) {
    String group = Ward.group(A);
    ward.account()
        .autoScaling()
        .deleteLifecycleHook(
            r -> r.autoScalingGroupName(group).lifecycleHookName("nat-failover-terminate"));
    if (there) {
      ward.account()
          .autoScaling()
          .putLifecycleHook(
              r ->
                  r.autoScalingGroupName(group)
                      .lifecycleHookName("nat-failover-terminate")
                      .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                      .heartbeatTimeout(30));
    }
  }

  private void tagTheGroup(String key) {
    ward.account()
        .autoScaling()
        .createOrUpdateTags(
            r ->
                r.tags(
                    tag ->
                        tag.resourceId(Ward.group(A))
                            .resourceType("auto-scaling-group")
                            .key(key)
                            .value("x")
                            .propagateAtLaunch(true)));
  }

  /** None of them adjacent to another. */
  private void manySubnets() {
    for (int number = 0; number < 16; number++) {
      String subnet = ward.subnet(A, "10.0." + (100 + 2 * number) + ".0/24");
      ward.account()
          .ec2()
          .associateRouteTable(r -> r.routeTableId(ward.tables.get(A)).subnetId(subnet));
    }
  }
}
