package natfailover.lab.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.lab.region.Request;

/** What is the fleet's: what its stack has made, and whom its groups have launched. */
final class Estate {
  /** The parameters of a write that name what it changes, or what it leads to. */
  private static final Set<String> NAMES =
      Set.of(
          "RouteTableId",
          "AllocationId",
          "NetworkInterfaceId",
          "InstanceId",
          "NatGatewayId",
          "GatewayId",
          "AutoScalingGroupName");

  private final World world;
  private final Site site;

  /** What is ours, or was. */
  private final Set<String> ours = new HashSet<>();

  Estate(World world, Site site) {
    this.world = world;
    this.site = site;
    ours.addAll(site.tables().values());
    ours.addAll(site.addresses().values());
    ours.addAll(site.groups().values());
  }

  /** What a write names that is not the fleet's. */
  Optional<String> outside(Request write) {
    ours.addAll(nodes());
    return write.parameters().entrySet().stream()
        .filter(one -> NAMES.contains(one.getKey()) || one.getKey().contains("ResourceId"))
        .map(one -> one.getValue())
        .filter(id -> !ours.contains(id))
        .findFirst();
  }

  /** Whatever else their tags say. */
  private List<String> nodes() {
    return world.picture().machines().stream()
        .filter(machine -> site.groups().containsValue(Marks.group(machine)))
        .flatMap(
            machine -> Stream.concat(Stream.of(machine.id()), machine.networkInterface().stream()))
        .toList();
  }
}
