package natfailover.lab.region;

import java.util.regex.Pattern;

/** The kinds of EC2 resource: id prefix, tag resource type, and the errors about their ids. */
enum Kind {
  VPC("vpc", "vpc", "InvalidVpcID", "The vpc ID '%s' does not exist"),
  SUBNET("subnet", "subnet", "InvalidSubnetID", "The subnet ID '%s' does not exist"),
  INTERNET_GATEWAY(
      "igw",
      "internet-gateway",
      "InvalidInternetGatewayID",
      "The internetGateway ID '%s' does not exist"),
  ROUTE_TABLE("rtb", "route-table", "InvalidRouteTableID", "The routeTable ID '%s' does not exist"),
  NAT_GATEWAY("nat", "natgateway", "", "The Nat Gateway %s was not found"),
  INTERFACE(
      "eni",
      "network-interface",
      "InvalidNetworkInterfaceID",
      "The networkInterface ID '%s' does not exist"),
  INSTANCE("i", "instance", "InvalidInstanceID", "The instance ID '%s' does not exist"),
  ADDRESS("eipalloc", "elastic-ip", "InvalidAllocationID", "The allocation ID '%s' does not exist"),
  LAUNCH_TEMPLATE(
      "lt",
      "launch-template",
      "InvalidLaunchTemplateId",
      "The specified launch template, with template ID %s, does not exist.");

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{8}([0-9a-f]{9})?");
  private final String prefix;
  private final String type;
  private final String code;
  private final String absent;

  Kind(String prefix, String type, String code, String absent) {
    this.prefix = prefix;
    this.type = type;
    this.code = code;
    this.absent = absent;
  }

  String prefix() {
    return prefix;
  }

  /** What DescribeTags and tag specifications call it. */
  String type() {
    return type;
  }

  ApiError notFound(String id) {
    String name = this == NAT_GATEWAY ? "NatGatewayNotFound" : code + ".NotFound";
    return ApiError.of(name, String.format(absent, id));
  }

  void check(String id) {
    boolean wellFormed =
        id.startsWith(prefix + "-") && HEX.matcher(id.substring(prefix.length() + 1)).matches();
    if (!wellFormed) {
      String name = this == NAT_GATEWAY ? "InvalidNatGatewayID" : code;
      throw ApiError.of(name + ".Malformed", "Invalid id: \"" + id + "\"");
    }
  }
}
