package natfailover.aws;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.plan.Egress;
import natfailover.plan.Table;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes the tables of one fleet: which zone each serves, and where its default route points. */
final class TableAssembler {
  private static final String DEFAULT = "0.0.0.0/0";

  private final Cloud cloud;
  private final Map<String, String> zoneOfSubnet;
  private final Map<String, String> networkOf;
  private final Set<String> explicit;
  private final Map<String, String> nodeOf = new HashMap<>();
  private final Set<String> gateways;

  /**
   * Tables of a fleet.
   *
   * @param nodes the fleet's instances
   * @param gateways the fleet's NAT gateways
   */
  TableAssembler(Cloud cloud, List<Instance> nodes, List<NatGateway> gateways) {
    this.cloud = cloud;
    this.gateways = gateways.stream().map(NatGateway::natGatewayId).collect(toSet());
    zoneOfSubnet = cloud.zoneOfSubnet();
    networkOf =
        cloud.subnets().stream()
            .filter(subnet -> subnet.cidrBlock() != null)
            .collect(toMap(Subnet::subnetId, Subnet::cidrBlock, (a, _) -> a));
    explicit =
        cloud.tables().stream()
            .flatMap(table -> table.associations().stream())
            .flatMap(association -> Optional.ofNullable(association.subnetId()).stream())
            .collect(toSet());
    for (Instance node : nodes) {
      nodeOf.put(node.instanceId(), node.instanceId());
      for (InstanceNetworkInterface face : node.networkInterfaces()) {
        nodeOf.put(face.networkInterfaceId(), node.instanceId());
      }
    }
  }

  Table table(RouteTable table) {
    Map<String, String> tags = Cloud.tags(table.tags());
    List<String> subnets = subnets(table).toList();
    return new Table(
        table.routeTableId(),
        Optional.ofNullable(tags.get(Reads.ZONE)).or(() -> mostCommonZone(subnets)),
        subnets.size(),
        subnets.stream().flatMap(id -> Stream.ofNullable(networkOf.get(id))).toList(),
        egress(table, Optional.ofNullable(tags.get(Reads.RESTORE))),
        tags.containsKey(Reads.LEAVING));
  }

  /** A main table also serves every subnet that no table of the VPC names; AWS lists none. */
  Stream<String> subnets(RouteTable table) {
    Stream<String> named =
        table.associations().stream()
            .flatMap(association -> Optional.ofNullable(association.subnetId()).stream());
    Stream<String> implied =
        isMain(table)
            ? cloud.subnets().stream()
                .filter(subnet -> Objects.equals(subnet.vpcId(), table.vpcId()))
                .map(Subnet::subnetId)
                .filter(subnet -> !explicit.contains(subnet))
            : Stream.empty();
    return Stream.concat(named, implied);
  }

  static boolean isMain(RouteTable table) {
    return table.associations().stream()
        .map(RouteTableAssociation::main)
        .anyMatch(Boolean.TRUE::equals);
  }

  private Optional<String> mostCommonZone(List<String> subnets) {
    return subnets.stream()
        .flatMap(subnet -> Optional.ofNullable(zoneOfSubnet.get(subnet)).stream())
        .collect(groupingBy(zone -> zone, counting()))
        .entrySet()
        .stream()
        .min(
            comparingLong((Map.Entry<String, Long> zone) -> -zone.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  private Egress egress(RouteTable table, Optional<String> recorded) {
    return table.routes().stream()
        .filter(TableAssembler::isDefault)
        .findFirst()
        .map(route -> egress(route, recorded))
        .orElse(Egress.NONE);
  }

  static boolean isDefault(Route route) {
    return DEFAULT.equals(route.destinationCidrBlock());
  }

  /** What on-boarding has recorded as the previous target, it has also agreed to replace. */
  private Egress egress(Route route, Optional<String> recorded) {
    String target = targets(route).findFirst().orElse("");
    if (target.isEmpty() || route.state() == RouteState.BLACKHOLE) {
      return new Egress(Egress.Kind.BLACKHOLE, nodeOf.getOrDefault(target, target));
    }
    if (nodeOf.containsKey(target)) {
      return Egress.node(nodeOf.getOrDefault(target, target));
    }
    if (gateways.contains(target)) {
      return Egress.gateway(target);
    }
    boolean previous = recorded.filter(id -> targets(route).anyMatch(id::equals)).isPresent();
    return new Egress(previous ? Egress.Kind.PREVIOUS : Egress.Kind.FOREIGN, target);
  }

  /** The ids of what a route points at; an instance is named by its network interface, too. */
  static Stream<String> targets(Route route) {
    return Stream.of(
            route.instanceId(),
            route.networkInterfaceId(),
            route.natGatewayId(),
            route.gatewayId(),
            route.transitGatewayId(),
            route.vpcPeeringConnectionId(),
            route.localGatewayId(),
            route.carrierGatewayId(),
            route.egressOnlyInternetGatewayId(),
            route.coreNetworkArn(),
            route.odbNetworkArn())
        .filter(id -> id != null && !id.isEmpty());
  }
}
