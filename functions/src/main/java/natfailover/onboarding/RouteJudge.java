package natfailover.onboarding;

import java.util.Optional;
import natfailover.aws.DefaultRoute;
import natfailover.aws.DefaultRoute.Holder;
import natfailover.aws.RoutedTable;

/** Judges whether a table's default route may be taken over: nothing is cut off unasked. */
final class RouteJudge {
  private final String table;
  private final String fleet;
  private final boolean told;

  /**
   * A judgement on one table.
   *
   * @param told whether the user says that the route may be replaced, wherever it leads
   */
  RouteJudge(String table, String fleet, boolean told) {
    this.table = table;
    this.fleet = fleet;
    this.told = told;
  }

  /**
   * What speaks against it. Nothing does where there is no way out to cut off, or a NAT that the
   * fleet's nodes can stand in for.
   */
  Optional<Fault> fault(DefaultRoute route) {
    String target = route.target();
    if (route.propagated()) {
      return Optional.of(
          new Fault(
              table,
              "has a default route that a virtual private gateway propagates (%s)"
                  .formatted(target),
              "disable route propagation for this table or take it out of RouteTables; Replace"
                  + " does not help, since nobody can hand such a route back"));
    }
    if (target.startsWith("igw-")) {
      return Optional.of(
          new Fault(
              table,
              "is a public table: its default route leads to internet gateway " + target,
              "take it out of RouteTables, since its subnets would no longer be reached"));
    }
    if (route.dead() || route.heldBy(fleet) || target.startsWith("nat-") || told) {
      return Optional.empty();
    }
    return Optional.of(new Fault(table, "has a default route to " + thing(route), cure(route)));
  }

  private String thing(DefaultRoute route) {
    String target = route.target();
    String prefix = target.substring(0, Math.max(0, target.indexOf('-')));
    return switch (prefix) {
      case "tgw" -> "transit gateway " + target;
      case "pcx" -> "VPC peering connection " + target;
      case "vgw" -> "virtual private gateway " + target;
      case "lgw" -> "local gateway " + target;
      case "cagw" -> "carrier gateway " + target;
      case "vpce" -> "VPC endpoint " + target;
      case "eni", "i" ->
          route
              .holder()
              .map(holder -> node(holder, target))
              .orElse(target + ", which is not known as a NAT");
      default -> (target.contains(":networkmanager:") ? "core network " : "") + target;
    };
  }

  private static String node(Holder holder, String target) {
    return "%s of %s, a node of fleet '%s'".formatted(target, holder.id(), holder.fleet());
  }

  private String cure(DefaultRoute route) {
    boolean instance = route.target().startsWith("eni-") || route.target().startsWith("i-");
    String join =
        "tag its instance %s=%s to have it serve the fleet, ".formatted(RoutedTable.FLEET, fleet);
    return (instance && route.holder().isEmpty() ? join : "")
        + "name the table in Replace to have its traffic moved to the fleet's nodes, or take it"
        + " out of RouteTables";
  }
}
