package natfailover.onboarding;

import static natfailover.aws.FakeRegion.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import natfailover.aws.FakeNode;

/** What can be wrong with a table. */
final class TableCauses {
  private TableCauses() {}

  static List<Cause> all() {
    List<Cause> all = new ArrayList<>(belonging());
    all.addAll(purpose());
    all.addAll(routes());
    return all;
  }

  private static Cause cause(String name, Consumer<Desk> change) {
    return new Cause(name, change.andThen(Desk::create));
  }

  private static List<Cause> belonging() {
    return List.of(
        cause("a table is not there", desk -> desk.region.tables.remove("rtb-a")),
        cause("a table is of another VPC", desk -> desk.table.vpc = "vpc-2"),
        cause("a table is of another fleet", tag("nat-failover:fleet", "stage")),
        cause(
            "a table is of another stack", tag("nat-failover:onboarded-by", "net/4711/NatTables")));
  }

  private static List<Cause> purpose() {
    return List.of(
        cause("a table routes what comes in", desk -> desk.table.gateway = "igw-1"),
        cause(
            "a node lives behind a table",
            desk -> desk.carrier().face(0).subnet = desk.table.subnets.getFirst()),
        cause("the main table serves public subnets", TableCauses::publicMain),
        cause("a table serves several zones", TableCauses::severalZones),
        cause("a table serves no subnet", desk -> desk.table.subnets.clear()),
        cause("a table's zone is not in the VPC", tag("nat-failover:zone", "zone-z")),
        cause("a table is listed with another zone's", zones("zone-a=rtb-b", "zone-b=rtb-a")));
  }

  private static void publicMain(Desk desk) {
    desk.table.main = true;
    at(desk.region.subnets, "subnet-a").put("mapPublicIpOnLaunch", "true");
  }

  private static void severalZones(Desk desk) {
    desk.table.subnets.add(desk.region.subnet("a2", "zone-b"));
  }

  private static Consumer<Desk> zones(String... zones) {
    return desk -> desk.properties.put("Zones", List.of(zones));
  }

  private static Consumer<Desk> tag(String key, String value) {
    return desk -> desk.tags("rtb-a").put(key, value);
  }

  private static List<Cause> routes() {
    return List.of(
        route("an internet gateway", "gatewayId", "igw-1"),
        route("a transit gateway", "transitGatewayId", "tgw-1"),
        route("a VPC peering connection", "vpcPeeringConnectionId", "pcx-1"),
        route("a virtual private gateway", "gatewayId", "vgw-1"),
        cause(
            "a virtual private gateway propagates a default route",
            desk ->
                desk.table.pointAt(
                    "gatewayId",
                    "vgw-1",
                    "state",
                    "active",
                    "origin",
                    "EnableVgwRoutePropagation")),
        route("a local gateway", "localGatewayId", "lgw-1"),
        route("a carrier gateway", "carrierGatewayId", "cagw-1"),
        route("a VPC endpoint", "gatewayId", "vpce-1"),
        route("a network interface", "networkInterfaceId", "eni-1"),
        route("an instance of nobody's", "instanceId", "i-1"),
        route("a core network", "coreNetworkArn", "arn:aws:networkmanager::1:core-network/c"),
        cause("a default route leads to a node of another fleet", TableCauses::otherNode));
  }

  private static Cause route(String where, String field, String target) {
    return cause(
        "a default route leads to " + where,
        desk -> desk.table.pointAt(field, target, "state", "active"));
  }

  private static void otherNode(Desk desk) {
    FakeNode node = desk.region.handBuilt("stage", "s", "zone-a");
    Desk.point(desk.table, node);
  }

  /** What is no fault, though it looks like one. */
  static List<Cause> harmless() {
    return List.of(
        route("a NAT gateway", "natGatewayId", "nat-1"),
        cause(
            "a default route is dead",
            desk -> desk.table.pointAt("transitGatewayId", "tgw-1", "state", "blackhole")),
        cause(
            "a zone is told for a table without subnets",
            desk -> {
              desk.table.subnets.clear();
              desk.properties.put("Zones", Map.of("rtb-a", "zone-b"));
            }),
        cause(
            "a table serves several zones, and one is told",
            desk -> {
              severalZones(desk);
              zones("zone-a=", "zone-b=rtb-a, rtb-b", "=").accept(desk);
            }),
        cause("a table is served from a zone that is not its own", zones("zone-b=rtb-a,rtb-b")),
        cause("a list parameter was left empty", desk -> desk.properties.put("RouteTables", "")),
        cause(
            "a public subnet is behind a table that is not the main one",
            desk -> at(desk.region.subnets, "subnet-a").put("mapPublicIpOnLaunch", "true")));
  }
}
