package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import natfailover.lab.traffic.Outage;

/** Puts what hosts saw between what the lab wrote down. */
final class Timeline {
  private Timeline() {}

  /** Both in the order of time. */
  static List<Chronicle.Entry> of(
      List<Chronicle.Entry> entries, Optional<Observation> observation) {
    List<Chronicle.Entry> all = new ArrayList<>(entries);
    observation.ifPresent(
        seen -> seen.zone().newConnections().outages().forEach(outage -> add(all, outage)));
    all.sort(Comparator.comparingLong(Chronicle.Entry::atMillis));
    return List.copyOf(all);
  }

  private static void add(List<Chronicle.Entry> all, Outage outage) {
    all.add(
        new Chronicle.Entry(
            Math.max(0, Math.round(outage.fromMillis())),
            "host %d: new connections fail".formatted(outage.host())));
    if (outage.over()) {
      all.add(
          new Chronicle.Entry(
              Math.round(outage.toMillis()),
              "host %d: new connections work again".formatted(outage.host())));
    }
  }
}
