package natfailover.lab.region;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the topology out of what exists in EC2. */
final class TopologyReader {
  private final Ec2 ec2;

  TopologyReader(Ec2 ec2) {
    this.ec2 = ec2;
  }

  Topology read() {
    return new Topology(
        ec2.vpcs().all().stream().map(this::network).toList(),
        ec2.subnets().all().stream().map(this::segment).toList(),
        ec2.routeTables().all().stream().map(TopologyReader::table).toList(),
        ec2.interfaces().all().stream().map(TopologyReader::port).toList(),
        ec2.instances().all().stream().map(TopologyReader::machine).toList());
  }

  private Topology.Network network(Vpc vpc) {
    boolean gateway =
        ec2.internetGateways().all().stream().anyMatch(each -> each.vpc().equals(Optional.of(vpc)));
    return new Topology.Network(vpc.id(), vpc.block().toString(), gateway);
  }

  private Topology.Segment segment(Subnet subnet) {
    return new Topology.Segment(
        subnet.id(),
        subnet.vpc().id(),
        subnet.block().toString(),
        subnet.block().address(1),
        tableOf(subnet));
  }

  /** The table associated with the subnet or, if there is none, the VPC's main one. */
  private Optional<String> tableOf(Subnet subnet) {
    return associatedWith(subnet, subnet).or(() -> associatedWith(subnet, null));
  }

  private Optional<String> associatedWith(Subnet subnet, @Nullable Subnet wanted) {
    return ec2.tablesOf(subnet.vpc())
        .filter(table -> table.associations().stream().anyMatch(each -> each.subnet() == wanted))
        .map(Resource::id)
        .findFirst();
  }

  private static Topology.Table table(RouteTable table) {
    List<Topology.Route> routes =
        table.routes().stream()
            .filter(route -> route.destination().element().equals("destinationCidrBlock"))
            .filter(route -> !(route.target() instanceof RouteTarget.Local))
            .map(route -> new Topology.Route(route.destination().text(), target(route.target())))
            .toList();
    return new Topology.Table(table.id(), table.vpc().id(), routes);
  }

  private static Topology.Target target(RouteTarget target) {
    if (!target.available()) {
      return new Topology.Target.Nowhere();
    }
    return switch (target) {
      case RouteTarget.Gateway _ -> new Topology.Target.Gateway();
      case RouteTarget.Interface(NetworkInterface each) -> new Topology.Target.Interface(each.id());
      case RouteTarget.Local _, RouteTarget.Nat _ -> new Topology.Target.Nowhere();
    };
  }

  private static Topology.Port port(NetworkInterface each) {
    return new Topology.Port(
        each.id(),
        each.subnet().id(),
        each.hardwareAddress(),
        each.instance().map(Resource::id),
        each.attachment().map(NetworkInterface.Attachment::deviceIndex).orElse(0),
        each.sourceDestCheck(),
        each.addresses().stream().map(TopologyReader::address).toList());
  }

  private static Topology.Address address(PrivateAddress address) {
    return new Topology.Address(address.text(), address.publicAddress().map(PublicAddress::text));
  }

  private static Topology.Machine machine(Instance instance) {
    return new Topology.Machine(
        instance.id(),
        instance.subnet().vpc().id(),
        instance.subnet().zone(),
        instance.state().text(),
        instance.specification().userData(),
        instance.tags().current());
  }
}
