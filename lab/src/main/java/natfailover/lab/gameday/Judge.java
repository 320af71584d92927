package natfailover.lab.gameday;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Picture.Table;

/** Knows how a site should be, and says what is not so. */
final class Judge {
  private final Site site;

  Judge(Site site) {
    this.site = site;
  }

  /** Whether everything is as it should be in quiet times. */
  boolean settled(Picture picture) {
    return unsettled(picture).isEmpty();
  }

  /** The first thing that is not as it should be in quiet times. */
  Optional<String> unsettled(Picture picture) {
    return Stream.of(
            notHome(picture), addressesAstray(picture), nodesNotReady(picture), onTrial(picture))
        .flatMap(found -> found)
        .findFirst();
  }

  /** Whether all tables of the broken zone have egress by something else than the victim. */
  boolean rescued(Picture picture, String victim) {
    return notRescued(picture, victim).isEmpty();
  }

  Optional<String> notRescued(Picture picture, String victim) {
    return site.tables().getOrDefault(site.zone(), List.of()).stream()
        .flatMap(id -> picture.table(id).stream())
        .filter(table -> !picture.lit(table) || table.target().filter(victim::equals).isPresent())
        .map(table -> describe(picture, table))
        .findFirst();
  }

  /** The node that carries the zone that is to be broken. */
  Optional<String> carrier(Picture picture) {
    return site.tables().getOrDefault(site.zone(), List.of()).stream()
        .flatMap(id -> picture.table(id).stream())
        .flatMap(table -> table.target().stream())
        .findFirst();
  }

  /** The site's nodes that run. */
  List<Machine> running(Picture picture) {
    return picture.machines().stream()
        .filter(machine -> ours(machine.tags()) && machine.state().equals("running"))
        .toList();
  }

  /** The nodes of the broken zone's group that run and have proved themselves. */
  List<String> ready(Picture picture) {
    String group = site.groups().getOrDefault(site.zone(), "");
    return running(picture).stream()
        .filter(machine -> group.equals(machine.tags().get("aws:autoscaling:groupName")))
        .filter(machine -> machine.tags().containsKey("nat-failover:ready-since"))
        .map(Machine::id)
        .toList();
  }

  private Stream<String> notHome(Picture picture) {
    return site.tables().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .flatMap(id -> picture.table(id).stream())
                    .filter(table -> !picture.lit(table) || !inZone(picture, table, entry.getKey()))
                    .map(table -> describe(picture, table)));
  }

  private Stream<String> onTrial(Picture picture) {
    return running(picture).stream()
        .filter(machine -> machine.tags().containsKey("nat-failover:trial-since"))
        .map(machine -> machine.id() + " has yet to prove that traffic gets through it");
  }

  private static boolean inZone(Picture picture, Table table, String zone) {
    return table
        .target()
        .flatMap(picture::machine)
        .filter(machine -> machine.zone().equals(zone))
        .isPresent();
  }

  private Stream<String> addressesAstray(Picture picture) {
    return picture.addresses().stream()
        .filter(address -> ours(address.tags()))
        .filter(
            address ->
                site
                    .tables()
                    .getOrDefault(address.tags().getOrDefault("nat-failover:zone", ""), List.of())
                    .stream()
                    .flatMap(id -> picture.table(id).stream())
                    .anyMatch(table -> !table.target().equals(address.instance())))
        .map(
            address ->
                "the Elastic IP %s is with %s, not where its zone's routes are"
                    .formatted(address.publicIp(), address.instance().orElse("nobody")));
  }

  private Stream<String> nodesNotReady(Picture picture) {
    Stream<String> notReady =
        running(picture).stream()
            .filter(machine -> machine.tags().containsKey("aws:autoscaling:groupName"))
            .filter(
                machine ->
                    machine.sourceDestCheck()
                        || !machine.tags().containsKey("nat-failover:ready-since"))
            .map(
                machine ->
                    machine.sourceDestCheck()
                        ? machine.id() + " still has its source/destination check on"
                        : machine.id() + " has not proved itself ready");
    Stream<String> missing =
        site.groups().entrySet().stream()
            .filter(
                group ->
                    running(picture).stream()
                        .noneMatch(
                            machine ->
                                group
                                    .getValue()
                                    .equals(machine.tags().get("aws:autoscaling:groupName"))))
            .map(group -> "group " + group.getValue() + " has no running node");
    return Stream.concat(notReady, missing);
  }

  private boolean ours(Map<String, String> tags) {
    return site.fleet().equals(tags.get("nat-failover:fleet"));
  }

  private static String describe(Picture picture, Table table) {
    if (table.target().isEmpty()) {
      return table.id() + " has no default route, or one to nothing";
    }
    String target = table.target().get();
    return picture
        .machine(target)
        .map(
            machine ->
                "%s points at %s in %s, which is %s%s%s"
                    .formatted(
                        table.id(),
                        target,
                        machine.zone(),
                        machine.state(),
                        machine.sourceDestCheck() ? ", source/destination check on" : "",
                        machine.publicIp().map(ip -> ", address " + ip).orElse(", no address")))
        .orElse(table.id() + " points at " + target + ", which is gone");
  }
}
