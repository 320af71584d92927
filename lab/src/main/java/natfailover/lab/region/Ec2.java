package natfailover.lab.region;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that exists in EC2. */
final class Ec2 {
  private final World world;
  private final Zones zones;
  private final Store<Vpc> vpcs;
  private final Store<Subnet> subnets;
  private final Store<InternetGateway> internetGateways;
  private final Store<RouteTable> routeTables;
  private final Store<NatGateway> natGateways;
  private final Store<NetworkInterface> interfaces;
  private final Store<ElasticAddress> addresses;
  private final Store<Instance> instances;
  private final Store<InstanceStatus> statuses;
  private final Store<LaunchTemplate> launchTemplates;

  Ec2(World world) {
    this.world = world;
    zones = new Zones(world);
    vpcs = new Store<>(world, Kind.VPC, null);
    subnets = new Store<>(world, Kind.SUBNET, null);
    internetGateways = new Store<>(world, Kind.INTERNET_GATEWAY, null);
    routeTables = new Store<>(world, Kind.ROUTE_TABLE, Lag.ROUTES);
    natGateways = new Store<>(world, Kind.NAT_GATEWAY, null);
    interfaces = new Store<>(world, Kind.INTERFACE, Lag.INSTANCES);
    addresses = new Store<>(world, Kind.ADDRESS, Lag.ADDRESSES);
    instances = new Store<>(world, Kind.INSTANCE, Lag.INSTANCES);
    statuses = new Store<>(world, Kind.INSTANCE, Lag.INSTANCES);
    launchTemplates = new Store<>(world, Kind.LAUNCH_TEMPLATE, null);
  }

  World world() {
    return world;
  }

  Zones zones() {
    return zones;
  }

  Store<Vpc> vpcs() {
    return vpcs;
  }

  Store<Subnet> subnets() {
    return subnets;
  }

  Store<InternetGateway> internetGateways() {
    return internetGateways;
  }

  Store<RouteTable> routeTables() {
    return routeTables;
  }

  Store<NatGateway> natGateways() {
    return natGateways;
  }

  Store<NetworkInterface> interfaces() {
    return interfaces;
  }

  Store<ElasticAddress> addresses() {
    return addresses;
  }

  Store<Instance> instances() {
    return instances;
  }

  Store<InstanceStatus> statuses() {
    return statuses;
  }

  Store<LaunchTemplate> launchTemplates() {
    return launchTemplates;
  }

  /** The stores whose resources a user tags. */
  List<Store<?>> tagged() {
    return List.of(
        vpcs,
        subnets,
        internetGateways,
        routeTables,
        natGateways,
        interfaces,
        addresses,
        instances,
        launchTemplates);
  }

  Optional<Resource> resource(String id) {
    return tagged().stream().<Resource>flatMap(store -> store.find(id).stream()).findFirst();
  }

  /** The gateway through which a VPC reaches the internet; without it no public address works. */
  void requireInternetGateway(Vpc vpc) {
    boolean attached =
        internetGateways.all().stream().flatMap(each -> each.vpc().stream()).anyMatch(vpc::equals);
    if (!attached) {
      throw ApiError.of(
          "Gateway.NotAttached",
          "Network " + vpc.id() + " is not attached to any internet gateway");
    }
  }

  Stream<RouteTable> tablesOf(Vpc vpc) {
    return routeTables.all().stream().filter(table -> table.vpc() == vpc);
  }

  /** Deletes an interface that nothing holds any more. */
  void delete(NetworkInterface each) {
    each.delete();
    interfaces.remove(each);
  }
}
