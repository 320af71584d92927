package natfailover.aws;

import static natfailover.aws.Xml.object;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeAws.Refusal;
import natfailover.aws.FakeRegion.FakeTable;
import org.jspecify.annotations.Nullable;

/** Changes the fake region as AWS would, with AWS's refusals. */
final class FakeWrites {
  private final FakeRegion region;

  FakeWrites(FakeRegion region) {
    this.region = region;
  }

  void write(FakeQuery query) {
    switch (query.action()) {
      case "CreateRoute" -> create(query);
      case "ReplaceRoute" -> replace(query);
      case "DeleteRoute" -> delete(query);
      case "AssociateAddress" -> associate(query);
      case "ModifyNetworkInterfaceAttribute" ->
          face(query.text("NetworkInterfaceId")).sourceDestCheck =
              Boolean.parseBoolean(query.text("SourceDestCheck.Value"));
      case "CompleteLifecycleAction" -> complete(query);
      case "SetInstanceHealth" -> node(query.text("InstanceId")).lifecycle = "Terminating";
      case "CreateTags", "CreateOrUpdateTags" ->
          query.pairs().forEach((key, value) -> tags(query).put(key, value));
      case "DeleteTags" -> query.pairs().keySet().forEach(tags(query)::remove);
      default -> throw new IllegalArgumentException("the fake knows no " + query.action());
    }
  }

  private void create(FakeQuery query) {
    FakeTable table = table(query);
    if (table.routes.containsKey(query.text("DestinationCidrBlock"))) {
      throw new Refusal(
          "RouteAlreadyExists", "The route identified by 0.0.0.0/0 already exists.", 400);
    }
    table.routes.put(query.text("DestinationCidrBlock"), target(query));
  }

  private void replace(FakeQuery query) {
    FakeTable table = table(query);
    if (!table.routes.containsKey(query.text("DestinationCidrBlock"))) {
      throw new Refusal(
          "InvalidParameterValue",
          "There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.",
          400);
    }
    table.routes.put(query.text("DestinationCidrBlock"), target(query));
  }

  private void delete(FakeQuery query) {
    if (table(query).routes.remove(query.text("DestinationCidrBlock")) == null) {
      throw new Refusal("InvalidRoute.NotFound", "no route with destination-cidr-block", 400);
    }
  }

  private Map<String, @Nullable Object> target(FakeQuery query) {
    for (String name : List.of("NatGatewayId", "GatewayId", "TransitGatewayId")) {
      if (query.has(name)) {
        if (region.gone.contains(query.text(name))) {
          throw new Refusal("Invalid" + name + ".NotFound", "The ID does not exist", 400);
        }
        String field = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return object(field, query.text(name), "state", "active");
      }
    }
    String face = query.text("NetworkInterfaceId");
    FakeNode owner = owner(face);
    return object("instanceId", owner.id, "networkInterfaceId", face, "state", "active");
  }

  private FakeTable table(FakeQuery query) {
    return table(query.text("RouteTableId"));
  }

  private FakeTable table(String id) {
    FakeTable table = region.tables.get(id);
    if (table == null) {
      throw new Refusal("InvalidRouteTableID.NotFound", "The routeTable ID does not exist", 400);
    }
    return table;
  }

  private void associate(FakeQuery query) {
    FakeRegion.FakeAddress address = address(query.text("AllocationId"));
    FakeNode.Face target = face(query.text("NetworkInterfaceId"));
    region.nodes.values().stream()
        .flatMap(node -> node.faces.stream())
        .forEach(face -> face.addresses.replaceAll((_, ip) -> ip.equals(address.ip) ? "" : ip));
    address.face = target.id;
    address.privateAddress = query.text("PrivateIpAddress");
    target.addresses.put(address.privateAddress, address.ip);
  }

  private FakeRegion.FakeAddress address(String id) {
    FakeRegion.FakeAddress address = region.addresses.get(id);
    if (address == null) {
      throw new Refusal("InvalidAllocationID.NotFound", "The allocation ID does not exist", 400);
    }
    return address;
  }

  private void complete(FakeQuery query) {
    FakeNode node = node(query.text("InstanceId"));
    String state = String.valueOf(node.lifecycle);
    if (!state.endsWith(":Wait")) {
      throw new Refusal(
          "ValidationError", "No active Lifecycle Action found with instance ID " + node.id, 400);
    }
    node.lifecycle = state.startsWith("Pending") ? "InService" : "Terminating:Proceed";
  }

  private FakeNode node(String id) {
    FakeNode node = region.nodes.get(id);
    if (node == null) {
      throw new Refusal("InvalidInstanceID.NotFound", "The instance ID does not exist", 400);
    }
    return node;
  }

  private FakeNode owner(String face) {
    return region.nodes.values().stream()
        .filter(node -> node.faces.stream().anyMatch(own -> own.id.equals(face)))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "InvalidNetworkInterfaceID.NotFound", "no such network interface", 400));
  }

  private FakeNode.Face face(String id) {
    return owner(id).faces.stream().filter(own -> own.id.equals(id)).findFirst().orElseThrow();
  }

  private Map<String, String> tags(FakeQuery query) {
    if (query.has("ResourceId.1")) {
      String id = query.text("ResourceId.1");
      if (id.startsWith("eipalloc-")) {
        return address(id).tags;
      }
      return id.startsWith("rtb-") ? table(id).tags : node(id).tags;
    }
    FakeRegion.FakeGroup group = region.groups.get(query.text("Tags.member.1.ResourceId"));
    if (group == null) {
      throw new Refusal("ValidationError", "AutoScalingGroup name not found", 400);
    }
    return group.tags;
  }
}
