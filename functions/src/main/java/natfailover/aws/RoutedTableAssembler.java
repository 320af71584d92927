package natfailover.aws;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.aws.DefaultRoute.Holder;
import natfailover.aws.RoutedTable.ServedSubnet;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes route tables and addresses of what AWS describes, of whichever fleet or none. */
final class RoutedTableAssembler {
  private static final String GROUP = "aws:autoscaling:groupName";

  private final TableAssembler served;
  private final Map<String, Subnet> subnets;
  private final Map<String, Holder> holders = new HashMap<>();
  private final Map<String, String> nodeIn = new HashMap<>();

  RoutedTableAssembler(Cloud cloud) {
    served = new TableAssembler(cloud, List.of(), List.of());
    subnets = cloud.subnets().stream().collect(toMap(Subnet::subnetId, each -> each, (a, _) -> a));
    cloud.instances().forEach(this::note);
    cloud.gateways().forEach(this::note);
  }

  private void note(Instance instance) {
    Map<String, String> tags = Cloud.tags(instance.tags());
    String fleet = Cloud.fleet(tags);
    if (fleet.isBlank()) {
      return;
    }
    Holder holder = new Holder(fleet, instance.instanceId(), tags.containsKey(GROUP));
    holders.put(instance.instanceId(), holder);
    for (InstanceNetworkInterface face : instance.networkInterfaces()) {
      holders.put(face.networkInterfaceId(), holder);
      Optional.ofNullable(face.subnetId())
          .ifPresent(subnet -> nodeIn.put(subnet, instance.instanceId()));
    }
  }

  private void note(NatGateway gateway) {
    String fleet = Cloud.fleet(Cloud.tags(gateway.tags()));
    if (!fleet.isBlank()) {
      holders.put(gateway.natGatewayId(), new Holder(fleet, gateway.natGatewayId(), false));
    }
  }

  RoutedTable table(RouteTable table) {
    return new RoutedTable(
        table.routeTableId(),
        String.valueOf(table.vpcId()),
        Cloud.tags(table.tags()),
        served
            .subnets(table)
            .flatMap(id -> Stream.ofNullable(subnets.get(id)))
            .map(this::subnet)
            .toList(),
        TableAssembler.isMain(table),
        table.associations().stream()
            .map(RouteTableAssociation::gatewayId)
            .filter(id -> id != null && !id.isEmpty())
            .findFirst(),
        defaultRoute(table));
  }

  OwnAddress address(Address address) {
    Optional<String> face = FleetAssembler.present(address.networkInterfaceId());
    return new OwnAddress(
        address.allocationId(),
        Cloud.tags(address.tags()),
        face,
        FleetAssembler.present(address.privateIpAddress()),
        face.flatMap(id -> Optional.ofNullable(holders.get(id))));
  }

  private ServedSubnet subnet(Subnet subnet) {
    return new ServedSubnet(
        subnet.subnetId(),
        String.valueOf(subnet.availabilityZone()),
        Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch()),
        Optional.ofNullable(nodeIn.get(subnet.subnetId())));
  }

  /** A static route is used before a propagated one to the same destination. */
  private Optional<DefaultRoute> defaultRoute(RouteTable table) {
    List<Route> routes = table.routes().stream().filter(TableAssembler::isDefault).toList();
    return routes.stream()
        .filter(route -> !propagated(route))
        .findFirst()
        .or(() -> routes.stream().findFirst())
        .map(
            route ->
                defaultRoute(route, routes.stream().anyMatch(RoutedTableAssembler::propagated)));
  }

  private static boolean propagated(Route route) {
    return route.origin() == RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION;
  }

  private DefaultRoute defaultRoute(Route route, boolean propagated) {
    String target =
        Stream.concat(Stream.ofNullable(route.networkInterfaceId()), TableAssembler.targets(route))
            .filter(id -> !id.isEmpty())
            .findFirst()
            .orElse("");
    return new DefaultRoute(
        target,
        Optional.ofNullable(route.instanceId()).filter(id -> !id.isEmpty()),
        target.isEmpty() || route.state() == RouteState.BLACKHOLE,
        propagated,
        TableAssembler.targets(route)
            .flatMap(id -> Stream.ofNullable(holders.get(id)))
            .findFirst());
  }
}
