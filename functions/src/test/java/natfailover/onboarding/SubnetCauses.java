package natfailover.onboarding;

import static natfailover.aws.FakeRegion.at;

import java.util.List;
import java.util.function.Consumer;
import natfailover.aws.FakeRegion.FakeTable;

/** What can be wrong with the subnets of the zones; only the check before the nodes refuses it. */
final class SubnetCauses {
  static final List<Cause> ALL =
      List.of(
          refused("subnets are not there", SubnetCauses::missing),
          refused("subnets are of another VPC", SubnetCauses::elsewhere),
          refused("subnets are listed for each other's zone", SubnetCauses::swapped),
          refused(
              "a public subnet leads to a NAT gateway",
              desk -> open(desk).pointAt("natGatewayId", "nat-1", "state", "active")),
          refused(
              "the internet gateway of a public subnet is gone",
              desk -> open(desk).pointAt("gatewayId", "igw-1", "state", "blackhole")),
          refused("a public subnet leads to a node of the fleet", desk -> desk.carrier(open(desk))),
          refused("a public subnet uses the main table", SubnetCauses::implied),
          refused("a private subnet is named as a public one", SubnetCauses::closed),
          refused("a private subnet in which no prober is is not there", SubnetCauses::second),
          refused("a private subnet uses a table that is not listed", SubnetCauses::unlisted),
          refused("a private subnet uses another zone's table", SubnetCauses::abroad),
          refused(
              "a private subnet in which no prober is uses a table that is not listed",
              SubnetCauses::behind),
          refused(
              "a private subnet in which no prober is uses the main table",
              SubnetCauses::behindByTheMainOne));

  private SubnetCauses() {}

  /** What is as it has to be, whoever looks. */
  static List<Cause> harmless() {
    return List.of(
        cause("subnets are what they are listed as", _ -> {}),
        cause(
            "a public subnet leads to a firewall's endpoint",
            desk -> open(desk).pointAt("gatewayId", "vpce-1", "state", "active")),
        cause(
            "a public subnet leads to an appliance",
            desk -> open(desk).pointAt("networkInterfaceId", "eni-9", "state", "active")),
        cause(
            "a private subnet in which no prober is uses another zone's table",
            SubnetCauses::behindAbroad),
        cause(
            "a zone has no tables yet",
            desk -> {
              desk.withoutTables("zone-a");
              desk.properties.put("PublicSubnets", List.of("zone-a=subnet-e"));
              desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-a"));
            }));
  }

  private static Cause refused(String name, Consumer<Desk> change) {
    return cause(
        name,
        desk -> {
          desk.check = true;
          change.accept(desk);
        });
  }

  private static Cause cause(String name, Consumer<Desk> change) {
    return new Cause(
        name,
        desk -> {
          desk.subnets();
          change.accept(desk);
          desk.create();
        });
  }

  private static void missing(Desk desk) {
    desk.properties.put("PublicSubnets", List.of("zone-a=subnet-0", "zone-b=subnet-f"));
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-1,subnet-a"));
  }

  private static void elsewhere(Desk desk) {
    for (FakeTable foreign : List.of(open(desk), desk.table("d", "zone-a"))) {
      foreign.vpc = "vpc-2";
      foreign.subnets.forEach(id -> at(desk.region.subnets, id).put("vpcId", "vpc-2"));
    }
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-d,subnet-a"));
  }

  private static void swapped(Desk desk) {
    desk.properties.put("PublicSubnets", List.of("zone-a=subnet-f", "zone-b=subnet-e"));
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-b", "zone-b=subnet-a"));
  }

  /** It is associated with no table, and the main one leads nowhere. */
  private static void implied(Desk desk) {
    open(desk).subnets.clear();
    desk.table("d", "zone-a").main = true;
  }

  private static void unlisted(Desk desk) {
    desk.table("d", "zone-a");
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-d,subnet-a"));
  }

  private static void closed(Desk desk) {
    desk.properties.put("PublicSubnets", List.of("zone-a=subnet-a", "zone-b=subnet-f"));
  }

  private static void second(Desk desk) {
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-a,subnet-1"));
  }

  private static void behind(Desk desk) {
    desk.table("0", "zone-a");
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-a,subnet-0"));
  }

  /** It is associated with no table. */
  private static void behindByTheMainOne(Desk desk) {
    desk.region.subnet("0", "zone-a");
    desk.table("d", "zone-a").main = true;
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-a,subnet-0"));
  }

  private static void behindAbroad(Desk desk) {
    desk.other.subnets.add(desk.region.subnet("0", "zone-a"));
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-a,subnet-0"));
  }

  private static void abroad(Desk desk) {
    desk.other.subnets.add(desk.region.subnet("d", "zone-a"));
    desk.properties.put("PrivateSubnets", List.of("zone-a=subnet-d,subnet-a"));
  }

  /** The table of the first zone's public subnet. */
  private static FakeTable open(Desk desk) {
    return at(desk.region.tables, "rtb-e");
  }
}
