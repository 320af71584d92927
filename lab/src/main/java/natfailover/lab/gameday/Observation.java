package natfailover.lab.gameday;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.lab.traffic.Attempt;
import natfailover.lab.traffic.LoadReport;

/**
 * What hosts saw of a run with packets.
 *
 * @param zone what the hosts of the broken zone saw
 * @param others what hosts of other zones saw; nobody where there are none
 * @param timeline what happened from the fault on
 */
record Observation(
    Scenario scenario,
    Expectation expectation,
    LoadReport zone,
    LoadReport others,
    Phases phases,
    List<Chronicle.Entry> timeline) {

  /** The addresses that the far end saw before the fault, while it lasted, and in the end. */
  Map<String, String> egressIp() {
    // An attempt that overlaps the fault belongs to neither side of it.
    double again =
        zone.newConnections().outages().stream()
            .filter(outage -> outage.fromMillis() < phases.mended())
            .mapToDouble(outage -> outage.toMillis())
            .max()
            .orElse(0);
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("before", words(seen(Double.NEGATIVE_INFINITY, 0)));
    addresses.put("during", words(seen(again, phases.mended())));
    addresses.put("after", words(seen(phases.home(), Double.POSITIVE_INFINITY)));
    return addresses;
  }

  /** Every address that the far end ever saw. */
  Set<String> everSeen() {
    return seen(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private Set<String> seen(double from, double to) {
    Set<String> seen = new LinkedHashSet<>();
    zone.newConnections().attempts().stream()
        .filter(Attempt::ok)
        .filter(attempt -> attempt.atMillis() >= from && attempt.atMillis() < to)
        .forEach(attempt -> seen.add(attempt.farEnd()));
    return seen;
  }

  private static String words(Set<String> addresses) {
    return addresses.isEmpty() ? "none" : String.join(" ", addresses);
  }

  /** The longest outage of new connections, of any host of the broken zone. */
  double outageMillis() {
    return zone.newConnections().outageMillis();
  }
}
