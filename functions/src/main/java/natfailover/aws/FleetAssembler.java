package natfailover.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.plan.Address;
import natfailover.plan.Egress;
import natfailover.plan.Fleet;
import natfailover.plan.Gateway;
import natfailover.plan.Group;
import natfailover.plan.InstanceState;
import natfailover.plan.Marks;
import natfailover.plan.Table;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;

/** Makes a fleet of everything that carries its tag. */
final class FleetAssembler {
  private final Cloud cloud;
  private final NodeAssembler nodes;
  private final Map<String, String> zoneOfSubnet;

  FleetAssembler(Cloud cloud) {
    this.cloud = cloud;
    nodes = new NodeAssembler(cloud);
    zoneOfSubnet = cloud.zoneOfSubnet();
  }

  Fleet fleet(String name) {
    List<Instance> instances =
        cloud.instances().stream().filter(i -> Cloud.belongs(i.tags(), name)).toList();
    List<NatGateway> gateways =
        cloud.gateways().stream().filter(g -> Cloud.belongs(g.tags(), name)).toList();
    TableAssembler assembler = new TableAssembler(cloud, instances, gateways);
    List<Table> tables =
        cloud.tables().stream()
            .filter(table -> Cloud.belongs(table.tags(), name))
            .map(assembler::table)
            .toList();
    return new Fleet(
        name,
        cloud.observedAt(),
        instances.stream().filter(i -> concerns(i, tables)).map(nodes::node).toList(),
        tables,
        addresses(name),
        gateways.stream().map(this::gateway).toList(),
        groups(name),
        Set.of());
  }

  /** AWS shows terminated instances for an hour; they matter while a group or a route does. */
  private boolean concerns(Instance instance, List<Table> tables) {
    return NodeAssembler.state(instance) != InstanceState.TERMINATED
        || nodes.heldByGroup(instance)
        || tables.stream()
            .anyMatch(table -> table.egress().equals(Egress.node(instance.instanceId())));
  }

  private List<Address> addresses(String name) {
    return cloud.addresses().stream()
        .filter(address -> Cloud.belongs(address.tags(), name))
        .filter(address -> Cloud.tags(address.tags()).containsKey(Reads.ZONE))
        .filter(address -> !Cloud.tags(address.tags()).containsKey(Reads.LEAVING))
        .map(
            address ->
                new Address(
                    address.allocationId(),
                    address.publicIp(),
                    Cloud.tags(address.tags()).getOrDefault(Reads.ZONE, ""),
                    present(address.networkInterfaceId()),
                    present(address.privateIpAddress()),
                    Cloud.tags(address.tags()).containsKey(Reads.OWNER)))
        .toList();
  }

  /** Emulators say that there is none by an empty id. */
  static Optional<String> present(@Nullable String id) {
    return Optional.ofNullable(id).filter(text -> !text.isEmpty());
  }

  private Gateway gateway(NatGateway gateway) {
    return new Gateway(
        gateway.natGatewayId(),
        Optional.ofNullable(gateway.subnetId()).map(zoneOfSubnet::get),
        gateway.state() == NatGatewayState.AVAILABLE
            && gateway.connectivityType() != ConnectivityType.PRIVATE);
  }

  private List<Group> groups(String name) {
    return cloud.groups().stream()
        .filter(group -> name.equals(Cloud.fleet(Cloud.groupTags(group.tags()))))
        .map(FleetAssembler::group)
        .toList();
  }

  private static Group group(AutoScalingGroup group) {
    Marks marks = Marks.of(Cloud.groupTags(group.tags()));
    return new Group(
        group.autoScalingGroupName(),
        group.availabilityZones(),
        group.desiredCapacity(),
        marks,
        marks);
  }
}
