package natfailover.onboarding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What can go wrong, or has to be told, while the work is done. */
final class WorkCauses {
  private WorkCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "AWS answers no read",
            desk -> {
              desk.aws.fail("DescribeRouteTables", 1, "UnauthorizedOperation", "not allowed");
              desk.create();
            }),
        new Cause(
            "a table cannot be tagged",
            desk -> {
              desk.aws.fail("CreateTags", 1, "UnauthorizedOperation", "not allowed");
              desk.properties.put("RouteTables", List.of("rtb-a"));
              desk.create();
            }),
        new Cause("a table goes while it is tagged", WorkCauses::goesWhileTagged),
        deletion(
            "a route cannot be handed back",
            desk -> desk.aws.fail("ReplaceRoute", 1, "UnauthorizedOperation", "not allowed")),
        deletion("somebody writes the route again and again", WorkCauses::rewritten),
        deletion(
            "there is no time to wait out the controller",
            desk -> desk.left = Duration.ofSeconds(30)));
  }

  /** What is done, with a word about it. */
  static List<Cause> notes() {
    return List.of(
        deletion("the previous target is gone", desk -> desk.region.gone.add("nat-1")),
        deletion("the previous target is dead", WorkCauses::stopped),
        deletion("the table is gone", desk -> desk.region.tables.remove("rtb-a")),
        deletion("the table is no longer ours", desk -> desk.tags("rtb-a").clear()),
        deletion(
            "somebody has pointed the table elsewhere",
            desk -> desk.table.pointAt("transitGatewayId", "tgw-9", "state", "active")),
        deletion("the record is lost", WorkCauses::withoutRecord),
        new Cause("an update is undone, and a table is gone", WorkCauses::undone),
        new Cause(
            "the properties were wrong from the first",
            desk -> {
              desk.properties.remove("Fleet");
              desk.delete();
            }));
  }

  /** A table was on a NAT gateway, is on a node, and is to be handed back. */
  private static Cause deletion(String name, Consumer<Desk> change) {
    return new Cause(
        name,
        desk -> {
          desk.properties.put("RouteTables", List.of("rtb-a"));
          desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
          desk.create();
          desk.carrier(desk.table);
          change.accept(desk);
          desk.delete();
        });
  }

  private static void undone(Desk desk) {
    desk.checked();
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.properties.put("RouteTables", List.of("rtb-b"));
    desk.checked();
    desk.update(two);
    Map<?, ?> one = desk.snapshot();
    desk.region.tables.remove("rtb-a");
    two.forEach((name, value) -> desk.properties.put(String.valueOf(name), value));
    desk.update(one);
  }

  private static void goesWhileTagged(Desk desk) {
    desk.properties.put("RouteTables", List.of("rtb-a"));
    desk.aws.before =
        query -> {
          if (query.action().equals("CreateTags")) {
            desk.region.tables.remove("rtb-a");
          }
        };
    desk.create();
  }

  private static void rewritten(Desk desk) {
    var node = desk.region.nodes.values().iterator().next();
    desk.aws.before =
        query -> {
          if (query.action().equals("DescribeRouteTables")) {
            Desk.point(desk.table, node);
          }
        };
  }

  private static void stopped(Desk desk) {
    var handBuilt = desk.region.handBuilt("", "h", "zone-a");
    desk.tags("rtb-a").put("nat-failover:restore", "eni-h");
    desk.table.pointAt("networkInterfaceId", handBuilt.face(0).id, "state", "blackhole");
    desk.aws.before =
        query -> {
          if (query.action().equals("DescribeRouteTables")) {
            desk.table.routes.values().forEach(route -> route.put("state", "blackhole"));
          }
        };
  }

  private static void withoutRecord(Desk desk) {
    desk.tags("rtb-a").remove("nat-failover:restore");
    Desk.point(desk.table, desk.region.handBuilt("prod", "h", "zone-a"));
  }
}
