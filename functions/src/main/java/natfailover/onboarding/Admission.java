package natfailover.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.RoutedTable;
import natfailover.aws.RoutedTable.ServedSubnet;

/** Judges whether tables may become part of a fleet; changes nothing. */
final class Admission {
  private final Enrolment enrolment;
  private final Claims claims;
  private final Landscape landscape;
  private final Set<String> zonesUntold;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * A judgement.
   *
   * @param zonesUntold the tables whose zone the resource used to tell and tells no more
   */
  Admission(Enrolment enrolment, Claims claims, Landscape landscape, Set<String> zonesUntold) {
    this.enrolment = enrolment;
    this.claims = claims;
    this.landscape = landscape;
    this.zonesUntold = zonesUntold;
  }

  /** Every fault of every table and every address. */
  List<Fault> all() {
    List<Fault> all = new ArrayList<>(faults());
    all.addAll(new AddressAdmission(enrolment, claims, landscape).faults());
    return all;
  }

  /** Those that count where the stack goes back to what it had before. */
  List<Fault> allGoingBack() {
    List<Fault> all = new ArrayList<>(faults());
    all.addAll(new AddressAdmission(enrolment, claims, landscape).faultsGoingBack());
    return all;
  }

  private List<Fault> faults() {
    if (landscape.zones().isEmpty()) {
      faults.add(
          new Fault(
              "VpcId",
              "names " + enrolment.vpc() + ", which has no subnet in this account and region",
              "correct the id, or deploy in the VPC's own region"));
    }
    for (String id : enrolment.tables()) {
      Optional.ofNullable(landscape.tables().get(id))
          .ifPresentOrElse(
              this::judge,
              () ->
                  fault(
                      id,
                      "does not exist in this account and region",
                      "correct the id or take it out of RouteTables"));
    }
    return List.copyOf(faults);
  }

  private void fault(String table, String what, String cure) {
    faults.add(new Fault(table, what, cure));
  }

  /** Of a table of another VPC or fleet the rest is nobody's business here. */
  private void judge(RoutedTable table) {
    Optional<Fault> stranger = stranger(table);
    if (stranger.isPresent()) {
      faults.add(stranger.get());
      return;
    }
    purpose(table);
    zone(table);
    if (!recorded(table)) {
      boolean told = enrolment.replace().contains(table.id());
      table
          .defaultRoute()
          .flatMap(route -> new RouteJudge(table.id(), enrolment.fleet(), told).fault(route))
          .ifPresent(faults::add);
    }
  }

  /** A table whose previous route is on record was judged when that was recorded. */
  private boolean recorded(RoutedTable table) {
    return table.tag(RoutedTable.FLEET).isPresent() && table.tag(RoutedTable.RESTORE).isPresent();
  }

  private Optional<Fault> stranger(RoutedTable table) {
    if (!table.vpc().equals(enrolment.vpc())) {
      return Optional.of(
          new Fault(
              table.id(),
              "is a table of %s, not of %s".formatted(table.vpc(), enrolment.vpc()),
              "take it out of RouteTables and on-board it with a fleet of its own VPC"));
    }
    return claims.stranger(table, "RouteTables");
  }

  private void purpose(RoutedTable table) {
    table
        .ingressOf()
        .ifPresent(
            gateway ->
                fault(
                    table.id(),
                    "routes what comes in by " + gateway,
                    "take it out of RouteTables: only tables of private subnets belong there"));
    table.subnets().stream()
        .filter(subnet -> subnet.node().isPresent())
        .findFirst()
        .ifPresent(
            subnet ->
                fault(
                    table.id(),
                    "serves %s, where node %s lives, which would route to itself"
                        .formatted(subnet.id(), subnet.node().orElse("")),
                    "associate that subnet with a table that leads to an internet gateway"));
    List<String> open =
        table.subnets().stream()
            .filter(subnet -> table.main() && subnet.mapsPublicAddress())
            .map(ServedSubnet::id)
            .sorted()
            .toList();
    if (!open.isEmpty()) {
      fault(
          table.id(),
          "is the VPC's main table and serves public subnets (" + String.join(", ", open) + ")",
          "associate these with a table of their own that leads to an internet gateway");
    }
  }

  private void zone(RoutedTable table) {
    Optional<String> told =
        Optional.ofNullable(enrolment.zones().get(table.id()))
            .or(() -> table.tag(RoutedTable.ZONE).filter(_ -> !zonesUntold.contains(table.id())));
    Set<String> zones = new TreeSet<>();
    table.subnets().forEach(subnet -> zones.add(subnet.zone()));
    String tell = "list it in Zones with the zone whose node is to serve it";
    if (told.isPresent()) {
      told(table.id(), told.get(), zones);
    } else if (zones.isEmpty()) {
      fault(table.id(), "serves no subnet, so that nothing tells its zone", tell);
    } else if (zones.size() > 1) {
      fault(
          table.id(),
          "serves subnets of several zones (" + String.join(", ", zones) + ")",
          "give each zone a table of its own, or " + tell);
    }
  }

  /** A table may be served from another zone, but hardly where its own zone has a node. */
  private void told(String table, String zone, Set<String> served) {
    if (!landscape.zones().contains(zone)) {
      fault(
          table,
          "is told to serve zone " + zone + ", where the VPC has no subnet",
          "name one of " + String.join(", ", landscape.zones()));
    }
    String only = served.size() == 1 ? served.iterator().next() : zone;
    if (!only.equals(zone) && enrolment.zones().containsValue(only)) {
      fault(
          table,
          "is told to serve zone %s, but all its subnets are in %s".formatted(zone, only),
          "list it with the tables of " + only);
    }
  }
}
