package natfailover.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import natfailover.aws.DefaultRoute;
import natfailover.aws.RoutedTable;
import natfailover.aws.TableChange;
import natfailover.aws.TableChange.Tag;
import natfailover.aws.TableChange.Untag;

/** What makes tables part of a fleet: tags alone, since only the controller writes routes. */
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
  List<TableChange> tags(RoutedTable table) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(RoutedTable.FLEET, enrolment.fleet());
    wanted.put(RoutedTable.OWNER, owner);
    wanted.put(RoutedTable.RESTORE, table.tag(RoutedTable.RESTORE).orElseGet(() -> record(table)));
    if (enrolment.zones().containsKey(table.id())) {
      wanted.put(RoutedTable.ZONE, enrolment.zones().getOrDefault(table.id(), ""));
    }
    wanted.entrySet().removeIf(tag -> tag.getValue().equals(table.tags().get(tag.getKey())));
    return wanted.isEmpty() ? List.of() : List.of(new Tag(table.id(), wanted));
  }

  /** The tags that are to go, once the others stand. */
  List<TableChange> obsolete(RoutedTable table) {
    Set<String> keys = new TreeSet<>();
    if (table.tags().containsKey(RoutedTable.LEAVING)) {
      keys.add(RoutedTable.LEAVING);
    }
    boolean told = enrolment.zones().containsKey(table.id());
    if (zonesUntold.contains(table.id()) && !told && table.tag(RoutedTable.ZONE).isPresent()) {
      keys.add(RoutedTable.ZONE);
    }
    List<TableChange> changes = new ArrayList<>();
    if (!keys.isEmpty()) {
      changes.add(new Untag(table.id(), keys));
    }
    return changes;
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
