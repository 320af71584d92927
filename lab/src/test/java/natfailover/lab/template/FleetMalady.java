package natfailover.lab.template;

import static natfailover.lab.template.Ward.A;
import static natfailover.lab.template.Ward.C;

import java.util.Objects;
import natfailover.doctor.FleetComplaint;
import natfailover.lab.region.Access;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Tag;

/** Plants what is wrong with a fleet. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class FleetMalady {
  private final Patient patient;
  private final Ward ward;

  FleetMalady(Patient patient) {
    this.patient = patient;
    this.ward = patient.ward;
  }

  void plant(FleetComplaint complaint) {
    switch (complaint) {
      case TABLE_WITHOUT_ZONE -> tableOfNoSubnet();
      case TABLE_CLAIMED_TWICE -> tableOfAnotherFleetThatLeadsToOurs();
      case NAME_USED_TWICE -> tableOfAnotherVpc();
      case ZONE_WITHOUT_NODE -> doubtTheNodeWhereAGatewayIsLeft();
      case ZONE_WITHOUT_SECOND_PATH -> takeTheOtherZoneAway();
      case NO_ADOPTION_ADDRESS -> takeTheAdoptionAddressAway();
      case ADOPTION_ADDRESS_TAKEN -> putAnotherAddressOnIt();
      case SUBNET_FULL -> fillTheSubnet();
      case ZONE_WITHOUT_ELASTIC_IP -> ward.untag(ward.elasticIp(C));
      case SPARE_ELASTIC_IP -> anotherElasticIp();
      case HOOK_MISSING -> hook(false);
      case HEARTBEAT_TOO_SHORT -> hook(true);
      case PROBER_SILENT -> patient.server.probers().remove(Patient.prober(C));
      case NO_EGRESS -> patient.server.probers().shut(ward.node(A).instanceId());
      case PROBER_MISPLACED -> patient.place(A, Objects.requireNonNull(ward.privateSubnets.get(C)));
      case PROBER_UNSEEN -> patient.server.with(region -> region.authorize(FleetMalady::seen));
      case PUBLIC_SUBNET_CLOSED -> closeThePublicSubnets();
      case TAG_KEY_BREAKS_LAUNCH -> tagTheGroup("team/network");
      case TAG_VALUE_TOO_LONG -> manySubnets();
      case ELASTIC_IPS_USED_UP -> patient.server.with(region -> region.addressQuota(2));
    }
  }

  /** As of a prober that is gone: it has no tag that permits it. */
  private static boolean seen(Access access) {
    return !access.action().equals("lambda:GetFunctionConfiguration")
        || access.subjects().stream().noneMatch(it -> it.arn().endsWith(Patient.prober(C)));
  }

  private void tableOfNoSubnet() {
    ward.tag(ward.table(ward.vpc()), "nat-failover:fleet", "prod");
  }

  private void tableOfAnotherFleetThatLeadsToOurs() {
    String table = ward.table(ward.vpc());
    String face = ward.face(A);
    ward.ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").networkInterfaceId(face));
    ward.tag(table, "nat-failover:fleet", "stage");
  }

  /** Being handed back, so that it is nothing but one of two VPCs. */
  private void tableOfAnotherVpc() {
    String vpc = ward.ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    String table = ward.table(vpc);
    ward.tag(table, "nat-failover:fleet", "prod");
    ward.tag(table, "nat-failover:leaving", "2026-01-01T00:00:00Z");
  }

  private void doubtTheNodeWhereAGatewayIsLeft() {
    String gateway = ward.natGateway(A);
    ward.tag(gateway, "nat-failover:fleet", "prod");
    patient.await(() -> ward.available(gateway));
    String node = ward.node(C).instanceId();
    ward.tag(node, "nat-failover:suspect-since", "2026-01-01T00:00:00Z");
  }

  /** A fleet of one zone is left, with one node. */
  private void takeTheOtherZoneAway() {
    ward.untag(ward.node(C).instanceId());
    ward.untag(ward.privateTable(C));
    ward.untag(ward.elasticIp(C));
    ward.account.autoScaling().deleteTags(r -> r.tags(groupTag(C, "nat-failover:fleet")));
  }

  private static Tag groupTag(String zone, String key) {
    return Tag.builder()
        .resourceId(Ward.group(zone))
        .resourceType("auto-scaling-group")
        .key(key)
        .value("x")
        .propagateAtLaunch(true)
        .build();
  }

  /** Another interface of the subnet has it now. */
  private void takeTheAdoptionAddressAway() {
    String address = ward.adoptionAddress(C);
    String subnet = ward.publicSubnets.get(C);
    String other =
        ward.ec2
            .createNetworkInterface(r -> r.subnetId(subnet))
            .networkInterface()
            .networkInterfaceId();
    ward.ec2.assignPrivateIpAddresses(
        r -> r.networkInterfaceId(other).privateIpAddresses(address).allowReassignment(true));
  }

  private void putAnotherAddressOnIt() {
    String foreign = ward.allocate();
    String face = ward.face(C);
    String address = ward.adoptionAddress(C);
    ward.ec2.associateAddress(
        r -> r.allocationId(foreign).networkInterfaceId(face).privateIpAddress(address));
  }

  private void fillTheSubnet() {
    String subnet = ward.publicSubnets.get(A);
    ward.ec2.createNetworkInterface(r -> r.subnetId(subnet).secondaryPrivateIpAddressCount(7));
  }

  /** As a stack leaves it behind that keeps its addresses. */
  private void anotherElasticIp() {
    String spare = ward.allocate();
    ward.tag(spare, "nat-failover:fleet", "prod");
    ward.tag(spare, "nat-failover:zone", A);
  }

  private void hook(boolean there) {
    String group = Ward.group(A);
    String name = "nat-failover-terminate";
    AutoScalingClient scaling = ward.account.autoScaling();
    scaling.deleteLifecycleHook(r -> r.autoScalingGroupName(group).lifecycleHookName(name));
    if (there) {
      scaling.putLifecycleHook(
          r ->
              r.autoScalingGroupName(group)
                  .lifecycleHookName(name)
                  .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                  .heartbeatTimeout(30));
    }
  }

  private void closeThePublicSubnets() {
    ward.ec2.deleteRoute(r -> r.routeTableId(ward.open()).destinationCidrBlock("0.0.0.0/0"));
  }

  private void tagTheGroup(String key) {
    ward.account.autoScaling().createOrUpdateTags(r -> r.tags(groupTag(A, key)));
  }

  /** None of them adjacent to another. */
  private void manySubnets() {
    for (int number = 0; number < 22; number++) {
      String subnet = ward.subnet(A, "10.0." + (100 + 2 * number) + ".0/24");
      ward.ec2.associateRouteTable(r -> r.routeTableId(ward.privateTable(A)).subnetId(subnet));
    }
  }
}
