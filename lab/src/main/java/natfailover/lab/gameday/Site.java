package natfailover.lab.gameday;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that was built for a game day, on-boarded as one fleet.
 *
 * @param tables the private route tables by zone
 * @param publicSubnets by zone, where nodes live
 * @param groups the Auto Scaling groups by zone
 * @param handBuilt the tutorial's own NAT instance, where there is one
 * @param hasElasticIps whether every zone has an Elastic IP to keep
 * @param hosts the private hosts by zone; none where no packets flow
 */
record Site(
    Network network,
    String fleet,
    Map<String, List<String>> tables,
    Map<String, String> publicSubnets,
    Map<String, String> groups,
    Optional<String> handBuilt,
    boolean hasElasticIps,
    Map<String, List<String>> hosts) {

  /** The same with groups that keep its nodes. */
  Site withGroups(Map<String, String> added) {
    return new Site(network, fleet, tables, publicSubnets, added, handBuilt, hasElasticIps, hosts);
  }

  /** The same with private hosts in it. */
  Site withHosts(Map<String, List<String>> added) {
    return new Site(network, fleet, tables, publicSubnets, groups, handBuilt, hasElasticIps, added);
  }

  /** The same once its hand-built instance has been retired. */
  Site withoutHandBuilt() {
    return new Site(
        network, fleet, tables, publicSubnets, groups, Optional.empty(), hasElasticIps, hosts);
  }

  /** The zone that game days break: the first. */
  String zone() {
    return tables.keySet().stream().sorted().findFirst().orElseThrow();
  }

  /** The private route tables of the zone that game days break. */
  List<String> zoneTables() {
    return tables.getOrDefault(zone(), List.of());
  }

  /** Every private route table. */
  List<String> allTables() {
    return tables.values().stream().flatMap(List::stream).toList();
  }

  /** Whether another zone can carry a zone's traffic. */
  boolean hasOtherZones() {
    return tables.size() > 1;
  }
}
