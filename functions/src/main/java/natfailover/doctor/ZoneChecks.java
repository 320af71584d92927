package natfailover.doctor;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.plan.Address;
import natfailover.plan.Egress;
import natfailover.plan.Fleet;
import natfailover.plan.Gateway;
import natfailover.plan.Mark;
import natfailover.plan.Node;
import natfailover.plan.Planner;
import natfailover.plan.Table;
import natfailover.plan.ZoneNetworks;

/** Zones without a node, a second path or an address to keep. */
final class ZoneChecks {
  private final Fleet fleet;
  private final Planner planner;

  ZoneChecks(Picture picture, Planner planner) {
    this.fleet = picture.fleet();
    this.planner = planner;
  }

  List<Diagnosis> nodes() {
    return fleet.zones().stream()
        .filter(zone -> in(zone).noneMatch(node -> fleet.health(node).fit()))
        .map(zone -> FleetComplaint.ZONE_WITHOUT_NODE.of(zone, states(zone)))
        .toList();
  }

  private Stream<Node> in(String zone) {
    return fleet.nodes().stream().filter(node -> node.zone().equals(zone));
  }

  private String states(String zone) {
    String states =
        in(zone)
            .map(node -> node.id() + " " + String.join(", ", fleet.health(node).evidence()))
            .collect(joining("; "));
    if (!states.isEmpty()) {
      return states;
    }
    boolean grouped = fleet.groups().stream().anyMatch(group -> group.zones().contains(zone));
    return grouped ? "its group has none" : "there is no group for it";
  }

  /** As the planner sees it when what carries the zone is taken away. */
  List<Diagnosis> secondPaths() {
    return fleet.zones().stream()
        .filter(zone -> !fleet.tablesOf(zone).isEmpty())
        .filter(zone -> planner.plan(without(carriers(zone))).unprotected().containsKey(zone))
        .map(zone -> FleetComplaint.ZONE_WITHOUT_SECOND_PATH.of(zone, fleet.name()))
        .toList();
  }

  private Set<Egress> carriers(String zone) {
    return fleet.tablesOf(zone).stream().map(Table::egress).collect(Collectors.toSet());
  }

  /** Also as if it were not paused: a pause hides what is missing, and ends. */
  private Fleet without(Set<Egress> lost) {
    Fleet resumed = fleet.mapGroups(group -> group.with(group.marks().without(Mark.PAUSED_UNTIL)));
    return new Fleet(
            fleet.name(),
            fleet.observedAt(),
            fleet.nodes(),
            fleet.tables(),
            fleet.addresses(),
            fleet.gateways().stream()
                .map(
                    gateway ->
                        lost.contains(Egress.gateway(gateway.id()))
                            ? new Gateway(gateway.id(), gateway.zone(), false)
                            : gateway)
                .toList(),
            resumed.groups(),
            fleet.recalled())
        .mapNodes(node -> lost.contains(Egress.node(node.id())) ? drained(node) : node);
  }

  private Node drained(Node node) {
    return node.with(
        node.marks().with(Mark.DRAINED_UNTIL, fleet.observedAt().plus(Duration.ofHours(1))));
  }

  List<Diagnosis> elasticIps() {
    return fleet.ring().stream()
        .filter(zone -> fleet.addressOf(zone).isEmpty())
        .map(zone -> FleetComplaint.ZONE_WITHOUT_ELASTIC_IP.of(zone, fleet.name()))
        .toList();
  }

  /** What a zone has besides the one that the planner uses. */
  List<Diagnosis> spareElasticIps() {
    return fleet.addresses().stream()
        .flatMap(
            spare ->
                fleet.addressOf(spare.zone()).stream()
                    .filter(used -> !used.equals(spare))
                    .map(used -> spareElasticIp(spare, used)))
        .toList();
  }

  private static Diagnosis spareElasticIp(Address spare, Address used) {
    return FleetComplaint.SPARE_ELASTIC_IP.of(
        spare.allocation(),
        spare.publicIp(),
        spare.zone(),
        used.allocation(),
        used.publicIp(),
        spare.brought() ? givenBack(spare) : released(spare),
        used.brought()
            ? "deploy the stack with " + spare.allocation() + " as the zone's Zone…ElasticIp"
            : untagged(used));
  }

  /** AWS releases no address that is with anything. */
  private static String released(Address spare) {
    return spare.networkInterface().map(there -> takenFrom(there, spare)).orElse("")
        + "aws ec2 release-address --allocation-id "
        + spare.allocation()
        + ", or, where it is the stack's own, which its outputs tell, "
        + untagged(spare);
  }

  private static String takenFrom(String there, Address spare) {
    return "take it from %s: %s; then "
        .formatted(there, Complaint.disassociate(spare.allocation()));
  }

  /** It is the user's: nobody is told to release it, and its tags tell where it was before. */
  private static String givenBack(Address spare) {
    return spare.allocation()
        + " is yours, so do not release it: deploy the stack that brought it, which its tag"
        + " nat-failover:onboarded-by names, without it, and it goes back to where it was";
  }

  private static String untagged(Address address) {
    return "aws ec2 delete-tags --resources %s --tags Key=nat-failover:fleet"
        .formatted(address.allocation());
  }

  List<Diagnosis> tagValues() {
    return new ZoneNetworks(fleet)
        .overlong().entrySet().stream()
            .map(zone -> FleetComplaint.TAG_VALUE_TOO_LONG.of(zone.getKey(), zone.getValue()))
            .toList();
  }
}
