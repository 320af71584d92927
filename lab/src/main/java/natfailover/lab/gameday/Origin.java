package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Elastic;
import natfailover.lab.region.Picture.Table;

/**
 * What somebody has built by hand, as it was before a stack took it over.
 *
 * @param addresses the Elastic IPs of the hand-built instance
 */
record Origin(Map<String, List<String>> tables, String instance, List<Elastic> addresses) {
  private static final String PREFIX = "nat-failover:";

  /** What a site is now. */
  static Origin of(Lab lab, Site site) {
    String instance = site.handBuilt().orElseThrow();
    return new Origin(site.tables(), instance, addresses(lab.picture(), instance));
  }

  private static List<Elastic> addresses(Picture picture, String instance) {
    return picture.addresses().stream()
        .filter(address -> address.instance().filter(instance::equals).isPresent())
        .toList();
  }

  /** As people leave it who know no fleets: without a tag. */
  static void forget(Lab lab, Site site) {
    String instance = site.handBuilt().orElseThrow();
    Picture picture = lab.picture();
    List<String> tagged = new ArrayList<>(site.allTables());
    tagged.add(instance);
    addresses(picture, instance).forEach(address -> tagged.add(address.id()));
    picture.machine(instance).flatMap(Picture.Machine::networkInterface).ifPresent(tagged::add);
    lab.account().ec2().deleteTags(r -> r.resources(tagged));
  }

  /** What is not as it was before. */
  Stream<String> unlike(Picture picture) {
    return Stream.concat(
        now(picture)
            .filter(table -> table.target().filter(instance::equals).isEmpty())
            .map(table -> table.id() + " leads to " + table.target().orElse("nothing")),
        addresses.stream()
            .flatMap(was -> address(picture, was).stream())
            .filter(address -> address.instance().filter(instance::equals).isEmpty())
            .map(address -> address.id() + " is with " + address.instance().orElse("nobody")));
  }

  /** The tables that still lead anywhere. */
  Stream<String> routed(Picture picture) {
    return now(picture)
        .filter(table -> table.target().isPresent())
        .map(table -> table.id() + " leads to " + table.target().orElse(""));
  }

  /** The tags that are left. */
  Stream<String> tagged(Picture picture) {
    Stream<Map<String, String>> all =
        Stream.concat(
            now(picture).map(Table::tags),
            addresses.stream().flatMap(was -> address(picture, was).stream()).map(Elastic::tags));
    return all.flatMap(tags -> tags.keySet().stream())
        .filter(key -> key.startsWith(PREFIX))
        .map(key -> "a tag " + key + " is left");
  }

  private Stream<Table> now(Picture picture) {
    return tables.values().stream().flatMap(List::stream).flatMap(id -> picture.table(id).stream());
  }

  private static Optional<Elastic> address(Picture picture, Elastic was) {
    return picture.addresses().stream().filter(each -> each.id().equals(was.id())).findFirst();
  }
}
