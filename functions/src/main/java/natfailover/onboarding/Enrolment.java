package natfailover.onboarding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one resource of a stack wants in a fleet.
 *
 * @param zones by table, the zone it serves, where its subnets do not tell
 * @param named every zone that the resource names, also one that has no table yet
 * @param addresses by the allocation id of an Elastic IP of the user's, the zone whose egress
 *     address it is to be
 * @param publicSubnets by subnet, the zone whose node is to live in it
 * @param privateSubnets by subnet, the zone whose node is to serve it, in the order of the list
 * @param replace the tables whose default route may be taken over although it leads to something
 *     that is not known as a NAT
 */
record Enrolment(
    String fleet,
    String vpc,
    NavigableSet<String> tables,
    Map<String, String> zones,
    Set<String> named,
    Map<String, String> addresses,
    Map<String, String> publicSubnets,
    Map<String, String> privateSubnets,
    Set<String> replace) {
  Enrolment {
    tables = new TreeSet<>(tables);
    zones = Map.copyOf(zones);
    named = Set.copyOf(named);
    addresses = new TreeMap<>(addresses);
    publicSubnets = new TreeMap<>(publicSubnets);
    privateSubnets = Collections.unmodifiableMap(new LinkedHashMap<>(privateSubnets));
    replace = Set.copyOf(replace);
  }

  /** Whether the resource names it, table or address. */
  boolean lists(String id) {
    return tables.contains(id) || addresses.containsKey(id);
  }

  /** The zones whose Elastic IP the stack makes. */
  Set<String> zonesMade() {
    Set<String> made = new TreeSet<>(named);
    made.removeAll(Set.copyOf(addresses.values()));
    return made;
  }

  /** All whose zone the resource tells. */
  Set<String> zonesTold() {
    Set<String> told = new TreeSet<>(zones.keySet());
    told.addAll(addresses.keySet());
    return told;
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
