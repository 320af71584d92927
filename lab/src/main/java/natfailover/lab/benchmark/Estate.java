package natfailover.lab.benchmark;

import java.util.List;
import natfailover.lab.region.Picture;

/**
 * A fleet that stands: a node, an Elastic IP and tables in each of three zones, all converged.
 *
 * @param tables of the zone that is to fail
 * @param others the tables of the other zones
 * @param victim the node that is to die
 * @param heir the node of the next zone, which has to take over
 * @param address the allocation id of the failing zone's Elastic IP
 */
record Estate(
    String fleet,
    List<RoutedTable> tables,
    List<RoutedTable> others,
    String victim,
    String heir,
    String address) {

  Estate {
    tables = List.copyOf(tables);
    others = List.copyOf(others);
  }

  /** A private route table and the node that its default route is to lead to. */
  record RoutedTable(String id, String node) {}

  /** Whether the traffic of the failed zone goes to its heir and that of the others home. */
  boolean routesRight(Picture picture) {
    return tables.stream().allMatch(table -> leadsTo(picture, table.id(), heir))
        && others.stream().allMatch(table -> leadsTo(picture, table.id(), table.node()));
  }

  /** Whether the failed zone's Elastic IP came along. */
  boolean addressMoved(Picture picture) {
    return picture.addresses().stream()
        .filter(elastic -> elastic.id().equals(address))
        .anyMatch(elastic -> elastic.instance().filter(heir::equals).isPresent());
  }

  private static boolean leadsTo(Picture picture, String table, String node) {
    return picture
        .table(table)
        .filter(picture::lit)
        .flatMap(Picture.Table::target)
        .filter(node::equals)
        .isPresent();
  }
}
