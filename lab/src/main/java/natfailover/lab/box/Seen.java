package natfailover.lab.box;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import natfailover.lab.region.Topology;

/** What packets meet while a change is on its way to them. */
final class Seen {
  private Seen() {}

  /** What was seen of all that is still there, and of what is new as it is now. */
  static Topology with(Topology seen, Topology now) {
    return new Topology(
        now.networks(),
        latest(seen.subnets(), now.subnets(), Topology.Segment::id),
        latest(seen.tables(), now.tables(), Topology.Table::id),
        latest(seen.ports(), now.ports(), Topology.Port::id),
        now.machines());
  }

  private static <T> List<T> latest(List<T> seen, List<T> now, Function<T, String> id) {
    Map<String, T> byId = seen.stream().collect(Collectors.toMap(id, each -> each));
    return now.stream().map(each -> byId.getOrDefault(id.apply(each), each)).toList();
  }
}
