package natfailover.lab.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import natfailover.lab.account.NodeGroups;
import natfailover.lab.benchmark.Estate.RoutedTable;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionServer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Builds a fleet and brings it to where a controller and the nodes' agents would have brought it.
 */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class Construction {
  private static final String FLEET = "benchmark";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final RegionServer server;
  private final Account account;
  private final NodeGroups groups;
  private final List<String> zones;
  private int subnets;

  Construction(RegionServer server, Account account, List<String> zones) {
    this.server = server;
    this.account = account;
    this.groups = new NodeGroups(account, FLEET);
    this.zones = zones;
  }

  /** Builds a fleet with so many tables in the zone that is to fail, and one in each other. */
  Estate build(int tables) {
    String vpc = ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    Map<String, String> publicSubnets = publicSubnets(vpc);
    groups.create(publicSubnets);
    List<Home> homes = zones.stream().map(this::home).toList();
    Home failing = homes.getFirst();
    List<RoutedTable> ofZone = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      ofZone.add(table(vpc, failing));
    }
    List<RoutedTable> others = homes.stream().skip(1).map(home -> table(vpc, home)).toList();
    // The successor in the ring of zones.
    String heir = homes.get(1).node();
    return new Estate(FLEET, ofZone, others, failing.node(), heir, failing.address());
  }

  /** A zone with its node and its Elastic IP. */
  private record Home(String zone, String node, String address) {}

  private Home home(String zone) {
    Picture.Machine node = node(zone);
    return new Home(zone, node.id(), prepare(zone, node));
  }

  private Map<String, String> publicSubnets(String vpc) {
    String gateway = ec2().createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2().attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    String table = ec2().createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ec2()
        .createRoute(
            r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    Map<String, String> open = new TreeMap<>();
    for (String zone : zones) {
      String subnet = subnet(vpc, zone);
      ec2().associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
      open.put(zone, subnet);
    }
    return open;
  }

  /** A private subnet with a table of its own that leads to the zone's node. */
  private RoutedTable table(String vpc, Home home) {
    String subnet = subnet(vpc, home.zone());
    String table =
        ec2()
            .createRouteTable(
                r -> r.vpcId(vpc).tagSpecifications(tags(ResourceType.ROUTE_TABLE, Map.of())))
            .routeTable()
            .routeTableId();
    ec2().associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
    ec2()
        .createRoute(
            r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").instanceId(home.node()));
    return new RoutedTable(table, home.node());
  }

  private String subnet(String vpc, String zone) {
    int block = subnets++;
    String cidr = "10.0.%d.%d/28".formatted(block / 16, block % 16 * 16);
    return ec2()
        .createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(cidr))
        .subnet()
        .subnetId();
  }

  /** Waits until the zone's group has launched its node and holds it in the launch hook. */
  private Picture.Machine node(String zone) {
    Waiting.until(
        "the node of " + zone + " waits in its launch hook",
        PATIENCE,
        LOOK,
        () -> groups.lifecycleState(zone).equals("Pending:Wait"));
    Waiting.until(
        "the node of " + zone + " runs",
        PATIENCE,
        LOOK,
        () -> machine(zone).filter(found -> found.state().equals("running")).isPresent());
    return machine(zone).orElseThrow();
  }

  private Optional<Picture.Machine> machine(String zone) {
    return server.read(region -> region.picture()).machines().stream()
        .filter(found -> found.zone().equals(zone))
        .findFirst();
  }

  /** Makes a node ready and has its group take it into service; gives its Elastic IP. */
  private String prepare(String zone, Picture.Machine node) {
    // What was proved before the launch would not count.
    groups.prove(zone, node.id(), Instant.now());
    String address =
        ec2()
            .allocateAddress(
                r ->
                    r.domain("vpc")
                        .tagSpecifications(
                            tags(ResourceType.ELASTIC_IP, Map.of("nat-failover:zone", zone))))
            .allocationId();
    ec2()
        .associateAddress(
            r ->
                r.allocationId(address)
                    .networkInterfaceId(node.networkInterface().orElseThrow())
                    .privateIpAddress(node.privateAddress()));
    groups.continueLaunch(zone, node.id());
    Waiting.until(
        "the node of " + zone + " is in service",
        PATIENCE,
        LOOK,
        () -> groups.lifecycleState(zone).equals("InService"));
    return address;
  }

  private static TagSpecification tags(ResourceType type, Map<String, String> more) {
    List<Tag> tags = new ArrayList<>();
    tags.add(tag("nat-failover:fleet", FLEET));
    more.forEach((key, value) -> tags.add(tag(key, value)));
    return TagSpecification.builder().resourceType(type).tags(tags).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private Ec2Client ec2() {
    return account.ec2();
  }
}
