package natfailover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import natfailover.Finding.FleetFinding;
import natfailover.Look.Mode;
import natfailover.plan.Action;
import natfailover.plan.Address;
import natfailover.plan.Attachment;
import natfailover.plan.Egress;
import natfailover.plan.Fleet;
import natfailover.plan.Gateway;
import natfailover.plan.Health;
import natfailover.plan.Mark;
import natfailover.plan.Node;
import natfailover.plan.Outcome;
import natfailover.plan.Table;
import natfailover.plan.ZoneNetworks;

/** One fleet's part of the answer, in the shape that users' automation relies on. */
final class FleetReport {
  private final Fleet fleet;

  private FleetReport(Fleet fleet) {
    this.fleet = fleet;
  }

  static Map<String, Object> json(Trigger trigger, FleetFinding finding, Mode mode, Duration took) {
    FleetReport report = new FleetReport(finding.fleet());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fleet", finding.fleet().name());
    json.put("trigger", trigger(trigger));
    json.put("dryRun", mode == Mode.DRY_RUN);
    json.put("converged", finding.left().converged());
    json.put("totalMillis", took.toMillis());
    json.put("zones", finding.fleet().zones().stream().map(report::zone).toList());
    json.put("actions", finding.outcomes().stream().map(FleetReport::action).toList());
    if (!finding.left().unprotected().isEmpty()) {
      json.put("unprotected", finding.left().unprotected());
    }
    pausedUntil(finding.fleet()).ifPresent(until -> json.put("pausedUntil", until.toString()));
    List<String> idle = report.tablesWithoutZone();
    if (!idle.isEmpty()) {
      json.put("tablesWithoutZone", idle);
    }
    List<String> tooLong = new ZoneNetworks(finding.fleet()).tooLong();
    if (!tooLong.isEmpty()) {
      json.put("notes", tooLong);
    }
    return json;
  }

  static Map<String, Object> trigger(Trigger trigger) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", trigger.kind());
    json.put("subject", trigger.subject());
    return json;
  }

  private static Optional<Instant> pausedUntil(Fleet fleet) {
    return fleet.groups().stream()
        .flatMap(group -> group.marks().time(Mark.PAUSED_UNTIL).stream())
        .filter(fleet.observedAt()::isBefore)
        .max(Instant::compareTo);
  }

  /** Nobody points these: no subnet uses them and no tag names their zone. */
  private List<String> tablesWithoutZone() {
    return fleet.tables().stream()
        .filter(table -> table.zone().isEmpty())
        .map(Table::id)
        .sorted()
        .toList();
  }

  private Map<String, Object> zone(String zone) {
    List<Table> tables =
        fleet.tables().stream()
            .filter(table -> table.zone().filter(zone::equals).isPresent())
            .sorted(Table.BY_WEIGHT)
            .toList();
    Egress egress = tables.stream().map(Table::egress).findFirst().orElse(Egress.NONE);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("zone", zone);
    json.put("egress", egress(egress));
    egressIp(zone, egress).ifPresent(ip -> json.put("egressIp", ip));
    json.put("tables", tables.stream().map(this::table).toList());
    json.put(
        "nodes",
        fleet.nodes().stream().filter(node -> node.zone().equals(zone)).map(this::node).toList());
    return json;
  }

  private Map<String, Object> table(Table table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", table.id());
    json.put("egress", egress(table.egress()));
    return json;
  }

  private Map<String, Object> egress(Egress egress) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", egress.kindName());
    json.put("id", egress.id());
    zoneOf(egress).ifPresent(zone -> json.put("zone", zone));
    return json;
  }

  private Optional<String> zoneOf(Egress egress) {
    return fleet
        .node(egress.id())
        .map(Node::zone)
        .or(
            () ->
                fleet.gateways().stream()
                    .filter(gateway -> gateway.id().equals(egress.id()))
                    .findFirst()
                    .flatMap(Gateway::zone));
  }

  /** The address by which the zone's traffic leaves; empty where it is none, or not known. */
  private Optional<String> egressIp(String zone, Egress egress) {
    Optional<Node> carrier =
        egress.kind() == Egress.Kind.NODE ? fleet.node(egress.id()) : Optional.empty();
    return carrier.flatMap(
        node -> {
          Attachment attachment = node.attachment();
          return adopts(node, zone)
              ? attachment.adoptionAddress().flatMap(at -> elasticIp(node, at))
              : elasticIp(node, attachment.privateAddress()).or(attachment::publicIp);
        });
  }

  /**
   * Whether it sends the zone's traffic out by its adoption address, which has no other public
   * address than the zone's: until that has come, nothing gets out.
   */
  private boolean adopts(Node node, String zone) {
    return fleet.heir(zone).filter(node.zone()::equals).isPresent()
        && node.recorded().values().containsKey(Mark.ADOPTS)
        && !node.masquerades();
  }

  private Optional<String> elasticIp(Node node, String privateAddress) {
    return fleet.addresses().stream()
        .filter(address -> address.networkInterface().isPresent())
        .filter(address -> address.networkInterface().equals(node.attachment().networkInterface()))
        .filter(address -> address.privateAddress().filter(privateAddress::equals).isPresent())
        .map(Address::publicIp)
        .findFirst();
  }

  private Map<String, Object> node(Node node) {
    Health health = fleet.health(node);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", node.id());
    json.put("health", health.verdict().name().toLowerCase(Locale.ROOT));
    json.put("evidence", health.evidence());
    return json;
  }

  private static Map<String, Object> action(Outcome outcome) {
    Action action = outcome.action();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("action", action.kind());
    json.put("resource", action.resource());
    json.put("from", action.from());
    json.put("to", action.to());
    json.put("reason", action.reason());
    json.put("outcome", outcome.result().name().toLowerCase(Locale.ROOT));
    json.put("millis", outcome.took().toMillis());
    outcome.error().ifPresent(error -> json.put("error", error));
    return json;
  }

  static List<String> failures(FleetFinding finding) {
    List<String> failures = new ArrayList<>();
    for (Outcome outcome : finding.outcomes()) {
      if (outcome.result() == Outcome.Result.FAILED) {
        failures.add(
            outcome.action().kind()
                + " "
                + outcome.action().resource()
                + ": "
                + outcome.error().orElse("no reason given"));
      }
    }
    return failures;
  }
}
