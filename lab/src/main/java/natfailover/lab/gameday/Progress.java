package natfailover.lab.gameday;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Spread;

/** Tells a spectator at the console what happens. */
final class Progress {
  private final PrintWriter out;

  Progress(PrintWriter out) {
    this.out = out;
  }

  void begins(Network network, Scenario scenario) {
    out.printf("%n== %s: %s%n", network.label(), scenario.label());
  }

  void line(String words) {
    out.println(words);
  }

  void ends(Network network, ScenarioResult result) {
    out.printf(
        "%s  %s %s: without egress for %s, egress address %s%s%s%n",
        result.pass() ? "PASS" : "FAIL",
        network.label(),
        result.scenario().label(),
        Html.millis(result.outage()),
        result.egressIp(),
        unprovoked(result.unprovokedMoves()),
        result.pass() ? "" : " -- " + result.reason());
  }

  private static String unprovoked(int moves) {
    return moves == 0 ? "" : ", traffic moved " + moves + " times before the fault";
  }

  void skipped(NotApplicable each) {
    out.printf(
        "%nnot run: %s %s: %s%n", each.network().label(), each.scenario().label(), each.reason());
  }

  /** The table of a scenario: what became of the connections, without help and with it. */
  void summary(Series series) {
    boolean packets = series.runs().stream().anyMatch(run -> run.observation().isPresent());
    if (!packets && series.targets().isEmpty()) {
      return;
    }
    series.baseline().ifPresent(baseline -> row("NAT instance, no help", List.of(baseline.saw())));
    if (packets) {
      row("with nat-failover", LoadDocument.zones(series.runs()));
    }
    for (Target target : series.targets()) {
      out.printf(
          "      %-34s %12s of %d runs, target %s %.1f: %s%n",
          target.what(),
          target.stated(),
          target.runs(),
          target.atLeast() ? "at least" : "at most",
          target.limit(),
          target.met() ? "met" : "MISSED");
    }
  }

  private void row(String who, List<LoadReport> saw) {
    LoadReport all = LoadDocument.together(saw);
    Spread stall = Spread.of(all.stalls());
    String outages =
        saw.stream()
            .map(LoadReport::newConnections)
            .map(each -> (each.over() ? "" : "over ") + Math.round(each.outageMillis()) + " ms")
            .distinct()
            .collect(Collectors.joining(", "));
    out.printf(
        "      %-22s TCP alive %d of %d, stall median %.0f ms, new connections fail for %s%n",
        who, all.alive(), all.opened(), stall.median(), outages);
  }
}
