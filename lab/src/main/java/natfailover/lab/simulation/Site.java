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
 * @param addresses the Elastic IPs by zone
 * @param groups the groups by zone
 */
record Site(
    String fleet,
    Map<String, String> tables,
    Map<String, String> addresses,
    Map<String, String> groups) {

  Site {
    tables = Map.copyOf(tables);
    addresses = Map.copyOf(addresses);
    groups = Map.copyOf(groups);
  }

  List<String> zones() {
    return tables.keySet().stream().sorted().toList();
  }

  /** Builds a fleet in a VPC of its own. */
  static Site build(World world, String fleet) {
    world.region().addressQuota(20);
    SdkAnswer answers = new SdkAnswer();
    Wire engineer = request -> world.region().answer(request, world.now());
    try (Account account =
        new Account(
            WiredClient.of(Ec2Client.class, Service.EC2, engineer, answers),
            WiredClient.of(AutoScalingClient.class, Service.AUTOSCALING, engineer, answers))) {
      return new Builder(account, fleet, world.zones()).build();
    }
  }

  /** The engineer at work. */
  private static final class Builder {
    private final Account account;
    private final Ec2Client ec2;
    private final String fleet;
    private final List<String> zones;

    Builder(Account account, String fleet, List<String> zones) {
      this.account = account;
      this.ec2 = account.ec2();
      this.fleet = fleet;
      this.zones = zones;
    }

    Site build() {
      String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
      String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
      ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
      // Untagged, and so none of the controller's business.
      String open = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
      ec2.createRoute(
          r -> r.routeTableId(open).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
      Map<String, String> publicSubnets = new TreeMap<>();
      Map<String, String> tables = new TreeMap<>();
      Map<String, String> addresses = new TreeMap<>();
      for (int i = 0; i < zones.size(); i++) {
        String zone = zones.get(i);
        publicSubnets.put(zone, subnet(vpc, zone, i, open));
        tables.put(zone, table(vpc));
        subnet(vpc, zone, i + 100, tables.get(zone));
        addresses.put(zone, address(zone));
      }
      Strangers.settle(account, vpc, publicSubnets.values().iterator().next());
      Map<String, String> groups = new NodeGroups(account, fleet).create(publicSubnets);
      return new Site(fleet, tables, addresses, groups);
    }

    private String subnet(String vpc, String zone, int block, String table) {
      String subnet =
          ec2.createSubnet(
                  r ->
                      r.vpcId(vpc)
                          .availabilityZone(zone)
                          .cidrBlock("10.0.%d.0/24".formatted(block)))
              .subnet()
              .subnetId();
      ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
      return subnet;
    }

    private String table(String vpc) {
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
