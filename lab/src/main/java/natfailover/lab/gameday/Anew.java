package natfailover.lab.gameday;

import java.util.List;
import java.util.function.Function;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.NewConnections;

/**
 * How what was asked anew fared from the fault on, in all runs.
 *
 * @param longestMillis the longest outage of any host in any run
 * @param over whether every outage came to an end
 */
record Anew(long attempts, long failed, double longestMillis, boolean over) {
  static Anew of(List<LoadReport> runs, Function<LoadReport, NewConnections> part) {
    List<NewConnections> asked = runs.stream().map(part).toList();
    return new Anew(
        asked.stream().mapToLong(NewConnections::attempted).sum(),
        asked.stream().mapToLong(NewConnections::failed).sum(),
        asked.stream().mapToDouble(NewConnections::outageMillis).max().orElse(0),
        asked.stream().allMatch(NewConnections::over));
  }
}
