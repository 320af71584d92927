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
 */
record Site(
    Network network,
    String fleet,
    Map<String, List<String>> tables,
    Map<String, String> publicSubnets,
    Map<String, String> groups,
    Optional<String> handBuilt,
    boolean hasElasticIps) {

  /** The zone that game days break: the first. */
  String zone() {
    return tables.keySet().stream().sorted().findFirst().orElseThrow();
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
