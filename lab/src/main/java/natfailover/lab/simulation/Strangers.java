package natfailover.lab.simulation;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import natfailover.lab.account.Account;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What others have in the same account and VPC, none of it the fleet's: without a tag, with a tag
 * that only looks like ours, and of another fleet, which is well and needs nothing.
 */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class Strangers {
  private static final String OTHER = "prod-2";

  /** Of the VPC's, far from the fleet's. */
  private static final int FIRST_BLOCK = 200;

  /** What looks like the fleet's to a careless eye. */
  private static final List<Map<String, String>> LOOK_ALIKES =
      List.of(
          Map.of(),
          Map.of("Name", "nat-failover-prod"),
          Map.of("nat-failover:zone", "ap-northeast-1a"),
          Map.of("nat-failover:fleets", "prod"),
          Map.of("NAT-Failover:Fleet", "prod"),
          Map.of("fleet", "prod"),
          Map.of("Name", "nat-failover-prod", "nat-failover:fleet", ""));

  private final Ec2Client ec2;
  private final String subnet;
  private final String vpc;

  private Strangers(Account account, String vpc, String subnet) {
    this.ec2 = account.ec2();
    this.vpc = vpc;
    this.subnet = subnet;
  }

  /** Builds it all, its nodes in a public subnet of the VPC. */
  static void settle(Account account, String vpc, String subnet) {
    Strangers strangers = new Strangers(account, vpc, subnet);
    String untagged = strangers.node(Map.of());
    String alike = strangers.node(LOOK_ALIKES.getLast());
    int block = FIRST_BLOCK;
    for (Map<String, String> tags : LOOK_ALIKES) {
      strangers.isolated(strangers.table(tags), block++);
      strangers.lead(strangers.table(tags), untagged);
      strangers.lead(strangers.table(tags), alike);
      strangers.address(tags);
    }
    strangers.otherFleet();
  }

  /** Its node was built by hand and works, its address is with it, its table leads there. */
  private void otherFleet() {
    Map<String, String> tags = Map.of(Marks.FLEET, OTHER);
    Map<String, String> inZone = Map.of(Marks.FLEET, OTHER, "nat-failover:zone", zone());
    String face =
        ec2.createNetworkInterface(r -> r.subnetId(subnet)).networkInterface().networkInterfaceId();
    String address = address(inZone);
    ec2.associateAddress(r -> r.allocationId(address).networkInterfaceId(face));
    String node =
        node(tags, r -> r.networkInterfaces(n -> n.deviceIndex(0).networkInterfaceId(face)));
    ec2.modifyInstanceAttribute(r -> r.instanceId(node).sourceDestCheck(v -> v.value(false)));
    lead(table(inZone), node);
  }

  private String zone() {
    return ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst().availabilityZone();
  }

  private String node(Map<String, String> tags) {
    return node(tags, r -> r.subnetId(subnet));
  }

  private String node(Map<String, String> tags, Consumer<RunInstancesRequest.Builder> where) {
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder()
            .imageId("ami-0123456789abcdef0")
            .instanceType("t4g.nano")
            .minCount(1)
            .maxCount(1);
    where.accept(request);
    if (!tags.isEmpty()) {
      request.tagSpecifications(tags(ResourceType.INSTANCE, tags));
    }
    return ec2.runInstances(request.build()).instances().getFirst().instanceId();
  }

  private String table(Map<String, String> tags) {
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    if (!tags.isEmpty()) {
      ec2.createTags(r -> r.resources(table).tags(list(tags)));
    }
    return table;
  }

  /** A subnet of the table's, without a way out, as databases have it. */
  private void isolated(String table, int block) {
    String alone =
        ec2.createSubnet(
                r ->
                    r.vpcId(vpc)
                        .availabilityZone(zone())
                        .cidrBlock("10.0.%d.0/24".formatted(block)))
            .subnet()
            .subnetId();
    ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(alone));
  }

  private void lead(String table, String node) {
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").instanceId(node));
  }

  private String address(Map<String, String> tags) {
    String address = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
    if (!tags.isEmpty()) {
      ec2.createTags(r -> r.resources(address).tags(list(tags)));
    }
    return address;
  }

  private static TagSpecification tags(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder().resourceType(type).tags(list(tags)).build();
  }

  private static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
