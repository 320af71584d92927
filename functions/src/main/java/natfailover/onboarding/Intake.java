package natfailover.onboarding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import natfailover.aws.Belonging;
import natfailover.aws.DefaultRoute;
import natfailover.aws.HandoverChange;
import natfailover.aws.HandoverChange.Tag;
import natfailover.aws.HandoverChange.Untag;
import natfailover.aws.OwnAddress;
import natfailover.aws.RoutedTable;

/**
 * What makes tables and addresses part of a fleet: tags alone, since only the controller writes
 * routes and moves addresses.
 */
final class Intake {
  /** The record of a table without default route. */
  static final String NONE = "none";

  private final Enrolment enrolment;
  private final String owner;
  private final Set<String> zonesUntold;

  /**
   * An intake.
   *
   * @param zonesUntold the tables whose zone the resource used to tell and tells no more
   */
  Intake(Enrolment enrolment, String owner, Set<String> zonesUntold) {
    this.enrolment = enrolment;
    this.owner = owner;
    this.zonesUntold = zonesUntold;
  }

  /** The tags that are not as they should be; a record of the previous route is kept for good. */
  List<HandoverChange> tags(RoutedTable table) {
    return missing(table, enrolment.zones(), () -> record(table));
  }

  /** Likewise for an address. */
  List<HandoverChange> tags(OwnAddress address) {
    return missing(address, enrolment.addresses(), () -> record(address));
  }

  private List<HandoverChange> missing(
      Belonging thing, Map<String, String> zones, Supplier<String> record) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(Belonging.FLEET, enrolment.fleet());
    wanted.put(Belonging.OWNER, owner);
    wanted.put(Belonging.RESTORE, thing.tag(Belonging.RESTORE).orElseGet(record));
    Optional.ofNullable(zones.get(thing.id())).ifPresent(zone -> wanted.put(Belonging.ZONE, zone));
    wanted.entrySet().removeIf(tag -> tag.getValue().equals(thing.tags().get(tag.getKey())));
    return wanted.isEmpty() ? List.of() : List.of(new Tag(thing.id(), wanted));
  }

  private String record(OwnAddress address) {
    boolean ofGroup =
        address.heldBy(enrolment.fleet())
            && address.holder().filter(DefaultRoute.Holder::ofGroup).isPresent();
    return ofGroup ? NONE : address.place().orElse(NONE);
  }

  /** The tags that are to go, once the others stand. */
  List<HandoverChange> obsolete(Belonging thing) {
    Set<String> keys = new TreeSet<>();
    if (thing.tags().containsKey(Belonging.LEAVING)) {
      keys.add(Belonging.LEAVING);
    }
    boolean told = enrolment.zonesTold().contains(thing.id());
    if (zonesUntold.contains(thing.id()) && !told && thing.tag(Belonging.ZONE).isPresent()) {
      keys.add(Belonging.ZONE);
    }
    return keys.isEmpty() ? List.of() : List.of(new Untag(thing.id(), keys));
  }

  /** A node that the fleet's own group made is nothing to go back to: it goes with the fleet. */
  private String record(RoutedTable table) {
    return table
        .defaultRoute()
        .filter(route -> !(route.heldBy(enrolment.fleet()) && ofGroup(route)))
        .map(DefaultRoute::target)
        .filter(target -> !target.isEmpty())
        .orElse(NONE);
  }

  private static boolean ofGroup(DefaultRoute route) {
    return route.holder().filter(DefaultRoute.Holder::ofGroup).isPresent();
  }
}
