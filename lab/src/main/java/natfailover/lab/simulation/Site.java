package natfailover.lab.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import natfailover.lab.account.NodeGroups;
import natfailover.lab.region.Service;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * A fleet's network as its stack leaves it: in each zone a group, an Elastic IP and a private table
 * without a default route. What follows is the controller's own work.
 *
 * @param tables the private tables by zone
 * @param further more private tables, by zone
 * @param addresses the Elastic IPs by zone
 * @param groups the groups by zone
 */
record Site(
    String fleet,
    Map<String, String> tables,
    Map<String, List<String>> further,
    Map<String, String> addresses,
    Map<String, String> groups) {

  Site {
    tables = Map.copyOf(tables);
    further = Map.copyOf(further);
    addresses = Map.copyOf(addresses);
    groups = Map.copyOf(groups);
  }

  List<String> zones() {
    return tables.keySet().stream().sorted().toList();
  }

  /** Builds a fleet in a VPC of its own, and beside it what is others'. */
  static Site build(World world, String fleet) {
    world.region().addressQuota(20);
    try (Account account = engineer(world)) {
      return new Builder(account, fleet, world.zones()).build(1, Strangers::settle);
    }
  }

  /**
   * Builds a fleet in a VPC that it has for itself.
   *
   * @param tables private tables of each zone; the first is the one that the site names
   */
  static Site alone(World world, String fleet, int tables) {
    try (Account account = engineer(world)) {
      return new Builder(account, fleet, world.zones()).build(tables, (_, _, _) -> {});
    }
  }

  /** The engineer's own access, which takes no time. */
  static Account engineer(World world) {
    SdkAnswer answers = new SdkAnswer();
    Wire wire = request -> world.region().answer(request, world.now());
    return new Account(
        WiredClient.of(Ec2Client.class, Service.EC2, wire, answers),
        WiredClient.of(AutoScalingClient.class, Service.AUTOSCALING, wire, answers));
  }

  /** Who else is to live in the VPC. */
  private interface Neighbours {
    void settle(Account account, String vpc, String subnet);
  }

  /** The engineer at work. */
  private static final class Builder {
    private final Account account;
    private final Ec2Client ec2;
    private final String fleet;
    private final List<String> zones;
    private final String vpc;
    private int blocks;

    Builder(Account account, String fleet, List<String> zones) {
      this.account = account;
      this.ec2 = account.ec2();
      this.fleet = fleet;
      this.zones = zones;
      this.vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    }

    Site build(int tablesOfZone, Neighbours neighbours) {
      String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
      ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
      // Untagged, and so none of the controller's business.
      String open = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
      ec2.createRoute(
          r -> r.routeTableId(open).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
      Map<String, String> publicSubnets = new TreeMap<>();
      Map<String, String> tables = new TreeMap<>();
      Map<String, List<String>> further = new TreeMap<>();
      Map<String, String> addresses = new TreeMap<>();
      for (int i = 0; i < zones.size(); i++) {
        String zone = zones.get(i);
        publicSubnets.put(zone, subnet(zone, "10.0.%d.0/24".formatted(i), open));
        tables.put(zone, table());
        subnet(zone, "10.0.%d.0/24".formatted(i + 100), tables.get(zone));
        addresses.put(zone, address(zone));
        further.put(zone, furtherTables(zone, tablesOfZone - 1));
      }
      neighbours.settle(account, vpc, publicSubnets.values().iterator().next());
      Map<String, String> groups = new NodeGroups(account, fleet).create(publicSubnets);
      return new Site(fleet, tables, further, addresses, groups);
    }

    private List<String> furtherTables(String zone, int number) {
      List<String> made = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        made.add(table());
        int block = blocks++;
        subnet(zone, "10.0.%d.%d/28".formatted(128 + block / 16, block % 16 * 16), made.getLast());
      }
      return made;
    }

    private String subnet(String zone, String cidr, String table) {
      String subnet =
          ec2.createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(cidr))
              .subnet()
              .subnetId();
      ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
      return subnet;
    }

    private String table() {
      return ec2.createRouteTable(
              r -> r.vpcId(vpc).tagSpecifications(tags(ResourceType.ROUTE_TABLE, Map.of())))
          .routeTable()
          .routeTableId();
    }

    private String address(String zone) {
      return ec2.allocateAddress(
              r ->
                  r.domain("vpc")
                      .tagSpecifications(
                          tags(ResourceType.ELASTIC_IP, Map.of("nat-failover:zone", zone))))
          .allocationId();
    }

    private TagSpecification tags(ResourceType type, Map<String, String> more) {
      List<Tag> tags = new ArrayList<>();
      tags.add(Tag.builder().key(Marks.FLEET).value(fleet).build());
      more.forEach((key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
      return TagSpecification.builder().resourceType(type).tags(tags).build();
    }
  }
}
