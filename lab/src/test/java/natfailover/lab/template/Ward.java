package natfailover.lab.template;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import natfailover.lab.account.NodeGroups;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The VPC of a fleet of two zones, one node in each. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class Ward {
  static final String A = "ap-northeast-1a";
  static final String C = "ap-northeast-1c";

  final Map<String, String> tables = new TreeMap<>();
  final Map<String, String> addresses = new TreeMap<>();
  final Map<String, String> privateSubnets = new TreeMap<>();
  final Map<String, String> publicSubnets = new TreeMap<>();
  final Account account;
  final Ec2Client ec2;
  private final NodeGroups groups;
  private final String fleet;
  private final String block;
  private String vpc = "";
  private String open = "";

  /**
   * A ward to be built.
   *
   * @param block the first two numbers of its addresses
   */
  Ward(Account account, String fleet, String block) {
    this.account = account;
    this.ec2 = account.ec2();
    this.groups = new NodeGroups(account, fleet);
    this.fleet = fleet;
    this.block = block;
  }

  String vpc() {
    return vpc;
  }

  /** The table of the public subnets. */
  String open() {
    return open;
  }

  static String group(String zone) {
    return NodeGroups.name("prod", zone);
  }

  void build() {
    vpc = ec2.createVpc(r -> r.cidrBlock(block + ".0.0/16")).vpc().vpcId();
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    open = table(vpc);
    ec2.createRoute(r -> r.routeTableId(open).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    zone(A, 0);
    zone(C, 2);
    groups.create(publicSubnets);
  }

  private void zone(String zone, int number) {
    // As small as AWS makes them: eleven addresses.
    publicSubnets.put(zone, subnet(zone, block + "." + number + ".0/28"));
    ec2.associateRouteTable(r -> r.routeTableId(open).subnetId(publicSubnets.get(zone)));
    privateSubnets.put(zone, subnet(zone, block + "." + (number + 1) + ".0/24"));
    String table = table(vpc);
    ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(privateSubnets.get(zone)));
    tag(table, "nat-failover:fleet", fleet);
    tables.put(zone, table);
    String address = allocate();
    tag(address, "nat-failover:fleet", fleet);
    tag(address, "nat-failover:zone", zone);
    addresses.put(zone, address);
  }

  String subnet(String zone, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(cidr))
        .subnet()
        .subnetId();
  }

  void tag(String resource, String key, String value) {
    ec2.createTags(r -> r.resources(resource).tags(Tag.builder().key(key).value(value).build()));
  }

  /** The running nodes by zone. */
  Map<String, Instance> nodes() {
    Map<String, Instance> nodes = new HashMap<>();
    ec2
        .describeInstances(r -> r.filters(f -> f.name("tag:nat-failover:fleet").values(fleet)))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> instance.state().nameAsString().equals("running"))
        .forEach(instance -> nodes.put(instance.placement().availabilityZone(), instance));
    return nodes;
  }

  Instance node(String zone) {
    return Objects.requireNonNull(nodes().get(zone));
  }

  String face(String zone) {
    return node(zone).networkInterfaces().getFirst().networkInterfaceId();
  }

  boolean launched() {
    return nodes().size() == 2
        && List.of(A, C).stream()
            .allMatch(zone -> groups.lifecycleState(zone).equals("Pending:Wait"));
  }

  void nodesAreReady() {
    String now = Instant.now().toString();
    nodes().values().forEach(node -> tag(node.instanceId(), "nat-failover:ready-since", now));
  }

  /** The address of a zone's node that is kept for another zone's Elastic IP. */
  String adoptionAddress(String zone) {
    return node(zone).networkInterfaces().getFirst().privateIpAddresses().stream()
        .filter(address -> !address.primary())
        .findFirst()
        .orElseThrow()
        .privateIpAddress();
  }

  String natGateway(String zone) {
    String address = allocate();
    return ec2.createNatGateway(r -> r.subnetId(publicSubnets.get(zone)).allocationId(address))
        .natGateway()
        .natGatewayId();
  }

  boolean available(String gateway) {
    return ec2.describeNatGateways(r -> r.natGatewayIds(gateway))
        .natGateways()
        .getFirst()
        .stateAsString()
        .equals("available");
  }

  String allocate() {
    return ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
  }

  String table(String network) {
    return ec2.createRouteTable(r -> r.vpcId(network)).routeTable().routeTableId();
  }

  String elasticIp(String zone) {
    return Objects.requireNonNull(addresses.get(zone));
  }

  String privateTable(String zone) {
    return Objects.requireNonNull(tables.get(zone));
  }

  /** Takes something out of the fleet. */
  void untag(String resource) {
    ec2.deleteTags(
        r -> r.resources(resource).tags(Tag.builder().key("nat-failover:fleet").build()));
  }
}
