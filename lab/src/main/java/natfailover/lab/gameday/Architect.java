package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Builds a network the way its tutorial does, with the tags of a fleet. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class Architect {
  static final String IMAGE = "ami-0123456789abcdef0";
  static final String SIZE = "t4g.nano";

  private final Ec2Client ec2;
  private final List<String> zones;
  private final String fleet;
  private final boolean spot;

  /**
   * An architect for one fleet.
   *
   * @param zones the region's zones
   * @param spot whether NAT instances are bought as Spot
   */
  Architect(Account account, List<String> zones, String fleet, boolean spot) {
    this.ec2 = account.ec2();
    this.zones = zones;
    this.fleet = fleet;
    this.spot = spot;
  }

  /** Builds the network as far as people do by hand: its route tables, and no groups yet. */
  Site byHand(Network network) {
    String vpc = ec2.createVpc(r -> r.cidrBlock(network.block())).vpc().vpcId();
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    String publicTable = table(vpc);
    ec2.createRoute(
        r -> r.routeTableId(publicTable).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    Map<String, String> publicSubnets = new TreeMap<>();
    Map<String, List<String>> tables = new TreeMap<>();
    for (int i = 0; i < network.publicBlocks().size(); i++) {
      String zone = zones.get(i);
      String open = subnet(vpc, zone, network.publicBlocks().get(i));
      ec2.associateRouteTable(r -> r.routeTableId(publicTable).subnetId(open));
      publicSubnets.put(zone, open);
      String hidden = subnet(vpc, zone, network.privateBlocks().get(i));
      String table = network == Network.TUTORIAL_1 ? mainTable(vpc) : table(vpc);
      ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(hidden));
      tables.put(zone, List.of(table));
    }
    Optional<String> handBuilt =
        network.tutorial()
            ? Optional.of(natInstance(network, publicSubnets, tables))
            : Optional.empty();
    tables.values().forEach(each -> each.forEach(table -> tag(table, Map.of())));
    return new Site(
        network, fleet, tables, publicSubnets, Map.of(), handBuilt, network.elastic(), Map.of());
  }

  /** The tutorial's NAT instance: the check off by hand, the route pointed at it by hand. */
  private String natInstance(
      Network network, Map<String, String> publicSubnets, Map<String, List<String>> tables) {
    Map.Entry<String, String> home = publicSubnets.entrySet().iterator().next();
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder().imageId(IMAGE).instanceType(SIZE).minCount(1).maxCount(1);
    if (spot) {
      request.instanceMarketOptions(m -> m.marketType(MarketType.SPOT));
    }
    if (network == Network.TUTORIAL_2) {
      withElasticIp(request, home.getKey(), home.getValue());
    } else {
      withAutomaticAddress(request, home.getValue());
    }
    String instance = ec2.runInstances(request.build()).instances().getFirst().instanceId();
    ec2.modifyInstanceAttribute(
        r -> r.instanceId(instance).sourceDestCheck(value -> value.value(false)));
    for (String table : tables.values().stream().flatMap(List::stream).toList()) {
      ec2.createRoute(
          r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").instanceId(instance));
    }
    return instance;
  }

  private void withElasticIp(RunInstancesRequest.Builder request, String zone, String subnet) {
    String face =
        ec2.createNetworkInterface(
                r ->
                    r.subnetId(subnet)
                        .privateIpAddress("10.40.1.100")
                        .tagSpecifications(fleetTags(ResourceType.NETWORK_INTERFACE)))
            .networkInterface()
            .networkInterfaceId();
    String address = elasticIp(zone);
    ec2.associateAddress(r -> r.allocationId(address).networkInterfaceId(face));
    request
        .networkInterfaces(n -> n.deviceIndex(0).networkInterfaceId(face))
        .tagSpecifications(fleetTags(ResourceType.INSTANCE));
  }

  private void withAutomaticAddress(RunInstancesRequest.Builder request, String subnet) {
    request
        .networkInterfaces(
            n ->
                n.deviceIndex(0)
                    .subnetId(subnet)
                    .associatePublicIpAddress(true)
                    .deleteOnTermination(true))
        .tagSpecifications(
            fleetTags(ResourceType.INSTANCE), fleetTags(ResourceType.NETWORK_INTERFACE));
  }

  private String elasticIp(String zone) {
    String address = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
    tag(address, Map.of("nat-failover:zone", zone));
    return address;
  }

  private String subnet(String vpc, String zone, String block) {
    return ec2.createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(block))
        .subnet()
        .subnetId();
  }

  private String table(String vpc) {
    return ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
  }

  private String mainTable(String vpc) {
    return ec2.describeRouteTables(
            r ->
                r.filters(
                    f -> f.name("vpc-id").values(vpc),
                    f -> f.name("association.main").values("true")))
        .routeTables()
        .getFirst()
        .routeTableId();
  }

  private void tag(String resource, Map<String, String> more) {
    List<Tag> tags = new ArrayList<>();
    tags.add(Tag.builder().key("nat-failover:fleet").value(fleet).build());
    more.forEach((key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
    ec2.createTags(r -> r.resources(resource).tags(tags));
  }

  private TagSpecification fleetTags(ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key("nat-failover:fleet").value(fleet).build())
        .build();
  }
}
