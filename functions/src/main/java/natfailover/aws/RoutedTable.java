package natfailover.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route table as on-boarding sees it.
 *
 * @param subnets those that it serves, the implicit ones of a main table included
 * @param ingressOf the gateway whose incoming traffic it routes, if it is such a table
 */
public record RoutedTable(
    String id,
    String vpc,
    Map<String, String> tags,
    List<ServedSubnet> subnets,
    boolean main,
    Optional<String> ingressOf,
    Optional<DefaultRoute> defaultRoute)
    implements Belonging {
  /**
   * A subnet that a table serves.
   *
   * @param mapsPublicAddress whether instances get a public address in it of themselves
   * @param node a node of any fleet that lives in it
   */
  public record ServedSubnet(
      String id, String zone, boolean mapsPublicAddress, Optional<String> node) {}

  /** Keeps unmodifiable copies. */
  public RoutedTable {
    tags = Map.copyOf(tags);
    subnets = List.copyOf(subnets);
  }

  /** The subnet of this id, if the table serves it. */
  public Optional<ServedSubnet> subnet(String id) {
    return subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
  }

  /** What its default route leads to, if that is there. */
  public Optional<String> way() {
    return defaultRoute.filter(route -> !route.dead()).map(DefaultRoute::target);
  }
}
