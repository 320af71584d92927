package natfailover.lab.simulation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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

  private final Set<String> made = new HashSet<>();

  Estate(World world, Site site) {
    this.world = world;
    this.site = site;
    made.addAll(site.tables().values());
    made.addAll(site.addresses().values());
    made.addAll(site.groups().values());
  }

  /** What a write names that is not the fleet's. */
  Optional<String> outside(Request write) {
    return write.parameters().entrySet().stream()
        .filter(one -> NAMES.contains(one.getKey()) || one.getKey().contains("ResourceId"))
        .map(one -> one.getValue())
        .filter(id -> !ours(id))
        .findFirst();
  }

  /** Whom a group has launched is ours whatever else its tags say, and when it is gone. */
  private boolean ours(String id) {
    return made.contains(id)
        || world
            .machine(id)
            .filter(machine -> site.groups().containsValue(Marks.group(machine)))
            .isPresent();
  }
}
