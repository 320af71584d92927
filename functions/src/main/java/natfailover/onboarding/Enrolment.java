package natfailover.onboarding;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables that one resource of a stack wants in a fleet.
 *
 * @param zones by table, the zone it serves, where its subnets do not tell
 * @param replace the tables whose default route may be taken over although it leads to something
 *     that is not known as a NAT
 */
record Enrolment(
    String fleet,
    String vpc,
    NavigableSet<String> tables,
    Map<String, String> zones,
    Set<String> replace) {
  Enrolment {
    tables = new TreeSet<>(tables);
    zones = Map.copyOf(zones);
    replace = Set.copyOf(replace);
  }

  /**
   * What CloudFormation knows the resource by. Another fleet or VPC is another resource: its tables
   * are on-boarded first, then CloudFormation deletes the old one, which hands the old tables back.
   * A table cannot be in both, since it is of the old fleet until then, and is refused.
   */
  String id() {
    return fleet + "/" + vpc;
  }
}
