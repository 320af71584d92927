package natfailover.onboarding;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.aws.DefaultRoute;
import natfailover.aws.DefaultRoute.Holder;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.RoutedTable;
import natfailover.aws.RoutedTable.ServedSubnet;

/**
 * Judges whether subnets are what they are listed as. A node in a public subnet without a way out
 * would never be ready; a prober past whose subnet the node serves would say that a dead node
 * works. A subnet past which every node serves would have nobody, and nobody would find out: the
 * prober is in the first of a zone's private subnets alone.
 */
final class SubnetAdmission {
  private static final String PUBLIC = "PublicSubnets";
  private static final String PRIVATE = "PrivateSubnets";

  private final Enrolment enrolment;
  private final Landscape landscape;
  private final List<Fault> faults = new ArrayList<>();

  SubnetAdmission(Enrolment enrolment, Landscape landscape) {
    this.enrolment = enrolment;
    this.landscape = landscape;
  }

  /** Every fault of every subnet. */
  List<Fault> faults() {
    enrolment
        .publicSubnets()
        .forEach((id, zone) -> there(PUBLIC, id, zone).ifPresent(table -> open(table, id, zone)));
    Set<String> probed = new TreeSet<>();
    enrolment
        .privateSubnets()
        .forEach(
            (id, zone) -> {
              boolean first = probed.add(zone);
              there(PRIVATE, id, zone).ifPresent(table -> served(table, id, zone, first));
            });
    return List.copyOf(faults);
  }

  private void fault(String subnet, String what, String cure) {
    faults.add(new Fault(subnet, what, cure));
  }

  /** The table that it uses, if it is a subnet of the VPC: of another the rest is nobody's here. */
  private Optional<RoutedTable> there(String property, String id, String zone) {
    Optional<RoutedTable> found = landscape.tableOf(id);
    Optional<RoutedTable> ours = found.filter(table -> table.vpc().equals(enrolment.vpc()));
    String instead = "name a subnet of %s in its place in " + property;
    if (found.isEmpty()) {
      fault(id, "does not exist in this account and region", "correct the id in " + property);
    } else if (ours.isEmpty()) {
      fault(
          id,
          "is a subnet of %s, not of %s".formatted(found.get().vpc(), enrolment.vpc()),
          instead.formatted(enrolment.vpc()) + ", or correct VpcId");
    }
    String own = ours.map(table -> zoneOf(table, id)).orElse(zone);
    if (!own.equals(zone)) {
      fault(
          id,
          "is in %s, but %s lists it for %s".formatted(own, property, zone),
          instead.formatted(zone));
    }
    return ours;
  }

  private static String zoneOf(RoutedTable table, String subnet) {
    return table.subnet(subnet).map(ServedSubnet::zone).orElse("");
  }

  /**
   * Refuses what is known to lead no node out: nothing, a NAT gateway, which knows no public
   * addresses but its own, a fleet, and the way that private subnets have, as it is to be taken
   * over. All else may have an internet gateway behind it, as a firewall's endpoint or interface
   * has.
   */
  private void open(RoutedTable table, String id, String zone) {
    Optional<DefaultRoute> way = table.defaultRoute().filter(route -> !route.dead());
    boolean gateway = way.filter(route -> route.target().startsWith("nat-")).isPresent();
    Optional<Holder> node = way.flatMap(DefaultRoute::holder).filter(_ -> !gateway);
    boolean taken = enrolment.tables().contains(table.id());
    if (way.isEmpty() || gateway || node.isPresent() || taken) {
      fault(
          id,
          "is to be the public subnet of %s, but %s leads %s"
              .formatted(
                  zone,
                  named(table),
                  way.map(route -> "to " + route.target()).orElse("nowhere")
                      + node.map(of -> ", which is of fleet " + of.fleet()).orElse("")
                      + (taken ? ", and is listed as one of private subnets" : "")),
          "associate it with a route table whose default route leads to an internet gateway,"
              + " directly or by a firewall, or name another subnet in "
              + PUBLIC);
    }
  }

  /**
   * Its zone's node serves it by one of the zone's tables; where no prober looks from it, any node
   * may by any table that is listed. A zone that lists none, as before its tables are there, serves
   * nothing yet: it is judged when they are listed. Where the subnet is listed for a wrong zone,
   * but its table for the right one, nothing else is wrong.
   */
  private void served(RoutedTable table, String id, String zone, boolean probed) {
    Set<String> tables = tables(zone);
    Set<String> serving = new TreeSet<>(tables(zoneOf(table, id)));
    serving.addAll(probed ? tables : enrolment.tables());
    if (!tables.isEmpty() && !serving.contains(table.id())) {
      fault(
          id,
          "is to be served by the node of %s, but %s is %s"
              .formatted(
                  zone,
                  named(table),
                  probed
                      ? "none of that zone's (%s)".formatted(String.join(", ", tables))
                      : "on no list"),
          "list %s for %s, associate the subnet with one of those, or take it out of %s"
              .formatted(table.id(), zone, PRIVATE));
    }
  }

  private Set<String> tables(String zone) {
    return enrolment.tables().stream()
        .filter(table -> zone.equals(enrolment.zones().get(table)))
        .collect(toCollection(TreeSet::new));
  }

  /** Whoever never associated it with a table may not know that it has one. */
  private static String named(RoutedTable table) {
    return "its route table " + table.id() + (table.main() ? " (the VPC's main one)" : "");
  }
}
