package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.lab.region.Event;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Table;

/**
 * Stands for the private hosts where no packets flow: looks at what is true in the region every few
 * milliseconds, and knows for how long each table was without egress and by which address it left.
 */
final class Traffic {
  private final Site site;
  private final Map<String, Instant> darkSince = new HashMap<>();
  private final Map<String, Duration> dark = new HashMap<>();
  private final Map<String, String> target = new HashMap<>();
  private final Map<String, Set<String>> addresses = new HashMap<>();
  private final List<String> moved = new ArrayList<>();
  private final Set<String> abandoned = new LinkedHashSet<>();

  Traffic(Site site) {
    this.site = site;
  }

  /** Whether an event is about this site, and not about one that was left behind. */
  boolean concerns(Event event, Picture picture) {
    JsonNode detail = event.detail();
    String instance =
        detail
            .path("instance-id")
            .asText(detail.path("EC2InstanceId").asText(detail.path("instanceId").asText()));
    return site.groups().containsValue(detail.path("AutoScalingGroupName").asText())
        || picture
            .machine(instance)
            .filter(machine -> site.fleet().equals(machine.tags().get("nat-failover:fleet")))
            .isPresent();
  }

  /** Takes one look. */
  synchronized void look(Picture picture) {
    for (String id : site.allTables()) {
      picture.table(id).ifPresent(table -> look(picture, table));
    }
  }

  private void look(Picture picture, Table table) {
    String id = table.id();
    if (picture.lit(table)) {
      Optional.ofNullable(darkSince.remove(id))
          .ifPresent(
              since -> dark.merge(id, Duration.between(since, picture.at()), Duration::plus));
      egressIp(picture, table)
          .ifPresent(ip -> addresses.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(ip));
    } else {
      darkSince.putIfAbsent(id, picture.at());
    }
    if (!picture.alive(table)) {
      abandoned.add(id);
    }
    String now = table.target().orElse("nothing");
    String before = target.put(id, now);
    if (before != null && !before.equals(now)) {
      moved.add(id);
    }
  }

  /** Takes a last look and forgets the past: what counts is what follows. */
  synchronized void reset(Picture picture) {
    look(picture);
    darkSince.clear();
    dark.clear();
    addresses.clear();
    moved.clear();
    abandoned.clear();
  }

  /** How long the worst of these tables was dark, up to now if it still is. */
  synchronized Duration outage(List<String> tables, Instant now) {
    return tables.stream()
        .map(
            id ->
                dark.getOrDefault(id, Duration.ZERO)
                    .plus(
                        Optional.ofNullable(darkSince.get(id))
                            .map(since -> Duration.between(since, now))
                            .orElse(Duration.ZERO)))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Every public address that a table's traffic left by since the last reset, in order. */
  synchronized List<String> addresses(String table) {
    return List.copyOf(addresses.getOrDefault(table, Set.of()));
  }

  /** The tables that ever pointed at something dead since the last reset. */
  synchronized Set<String> abandoned() {
    return new LinkedHashSet<>(abandoned);
  }

  /** The tables that were pointed elsewhere since the last reset. */
  synchronized Set<String> moved() {
    return new LinkedHashSet<>(moved);
  }

  /** The address that the far end sees of the zone that is to be broken. */
  String egressIp(Picture picture) {
    return site.zoneTables().stream()
        .flatMap(id -> picture.table(id).stream())
        .flatMap(table -> egressIp(picture, table).stream())
        .findFirst()
        .orElse("none");
  }

  /** The address that the far end sees: the zone's Elastic IP if it is there, else the node's. */
  Optional<String> egressIp(Picture picture, Table table) {
    Optional<String> zone =
        site.tables().entrySet().stream()
            .filter(entry -> entry.getValue().contains(table.id()))
            .map(Map.Entry::getKey)
            .findFirst();
    return table
        .target()
        .flatMap(
            node ->
                picture.addresses().stream()
                    .filter(address -> site.fleet().equals(fleet(address)))
                    .filter(address -> zone.equals(zoneOf(address)))
                    .filter(address -> address.instance().filter(node::equals).isPresent())
                    .map(Picture.Elastic::publicIp)
                    .findFirst()
                    .or(() -> picture.machine(node).flatMap(Picture.Machine::publicIp)));
  }

  private static String fleet(Picture.Elastic address) {
    return address.tags().getOrDefault("nat-failover:fleet", "");
  }

  private static Optional<String> zoneOf(Picture.Elastic address) {
    return Optional.ofNullable(address.tags().get("nat-failover:zone"));
  }
}
