package natfailover.aws;

import static natfailover.aws.Xml.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes the fake region in AWS's words; ignores every filter, so that nobody relies on one. */
final class FakeReads {
  private final FakeRegion region;

  FakeReads(FakeRegion region) {
    this.region = region;
  }

  /** What is listed, under the name of its list in the answer. */
  record Listing(String name, List<Map<String, @Nullable Object>> items) {}

  Listing listing(FakeQuery query) {
    return switch (query.action()) {
      case "DescribeInstances" ->
          new Listing(
              "reservationSet",
              region.nodes.values().stream()
                  .map(node -> object("instancesSet", List.of(node.describe())))
                  .toList());
      case "DescribeInstanceStatus" -> statuses(query.list("InstanceId"));
      case "DescribeRouteTables" ->
          new Listing("routeTableSet", region.tables.values().stream().map(this::table).toList());
      case "DescribeSubnets" -> new Listing("subnetSet", List.copyOf(region.subnets.values()));
      case "DescribeAddresses" -> new Listing("addressesSet", addresses());
      case "DescribeNatGateways" -> new Listing("natGatewaySet", gateways());
      case "DescribeAutoScalingGroups" -> new Listing("AutoScalingGroups", groups(query));
      case "DescribeLifecycleHooks" -> new Listing("LifecycleHooks", hooks(query));
      default -> throw new IllegalArgumentException("the fake knows no " + query.action());
    };
  }

  /** AWS takes at most 100 ids, and leaves out instances that do not run. */
  private Listing statuses(List<String> ids) {
    if (ids.size() > 100) {
      throw new FakeAws.Refusal("InvalidParameterValue", "at most 100 instance ids, not more", 400);
    }
    return new Listing(
        "instanceStatusSet",
        region.nodes.values().stream()
            .filter(node -> ids.isEmpty() || ids.contains(node.id))
            .filter(node -> node.status != null && node.state.equals("running"))
            .map(FakeNode::describeStatus)
            .toList());
  }

  private Map<String, @Nullable Object> table(FakeRegion.FakeTable table) {
    List<Object> routes = new ArrayList<>();
    table.routes.forEach(
        (destination, target) -> {
          Map<String, @Nullable Object> route = object(field(destination), destination);
          route.putAll(target);
          routes.add(route);
        });
    List<Object> associations = new ArrayList<>();
    if (table.main) {
      associations.add(object("main", true));
    }
    if (table.gateway != null) {
      associations.add(object("gatewayId", table.gateway, "main", false));
    }
    table.subnets.forEach(subnet -> associations.add(object("subnetId", subnet, "main", false)));
    return object(
        "routeTableId",
        table.id,
        "vpcId",
        table.vpc,
        "routeSet",
        routes,
        "associationSet",
        associations,
        "tagSet",
        FakeRegion.tags(table.tags));
  }

  private List<Map<String, @Nullable Object>> addresses() {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    region.addresses.forEach(
        (allocation, address) ->
            all.add(
                object(
                    "allocationId",
                    allocation,
                    "publicIp",
                    address.ip,
                    "networkInterfaceId",
                    address.face,
                    "privateIpAddress",
                    address.privateAddress,
                    "tagSet",
                    FakeRegion.tags(address.tags))));
    return all;
  }

  private List<Map<String, @Nullable Object>> gateways() {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    region.gateways.forEach(
        (id, gateway) ->
            all.add(
                object(
                    "natGatewayId",
                    id,
                    "subnetId",
                    gateway.subnet,
                    "state",
                    gateway.state,
                    "connectivityType",
                    gateway.connectivity,
                    "tagSet",
                    FakeRegion.tags(gateway.tags))));
    return all;
  }

  private List<Map<String, @Nullable Object>> groups(FakeQuery query) {
    List<String> names = query.list("AutoScalingGroupNames.member");
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    region.groups.forEach(
        (name, group) -> {
          if (names.isEmpty() || names.contains(name)) {
            all.add(
                object(
                    "AutoScalingGroupName",
                    name,
                    "DesiredCapacity",
                    1,
                    "AvailabilityZones",
                    group.zones,
                    "Instances",
                    members(name),
                    "Tags",
                    group.tags.entrySet().stream()
                        .map(tag -> object("Key", tag.getKey(), "Value", tag.getValue()))
                        .toList()));
          }
        });
    return all;
  }

  private List<Map<String, @Nullable Object>> members(String group) {
    return region.nodes.values().stream()
        .filter(node -> node.lifecycle != null && Objects.equals(node.group(), group))
        .map(FakeNode::describeMembership)
        .toList();
  }

  private static String field(String destination) {
    boolean list = destination.startsWith("pl-");
    String cidr = destination.contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
    return list ? "destinationPrefixListId" : cidr;
  }

  private List<Map<String, @Nullable Object>> hooks(FakeQuery query) {
    String group = query.text("AutoScalingGroupName");
    return FakeRegion.at(region.groups, group).hooks.entrySet().stream()
        .map(
            hook ->
                object(
                    "LifecycleHookName",
                    hook.getKey(),
                    "LifecycleTransition",
                    "autoscaling:EC2_INSTANCE_" + hook.getValue()))
        .toList();
  }
}
