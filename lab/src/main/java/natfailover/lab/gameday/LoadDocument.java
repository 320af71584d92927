package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.traffic.KindReport;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Spread;
import natfailover.lab.traffic.UdpReport;
import natfailover.lab.traffic.UdpReport.Direction;

/** What a load saw, for the JSON document. */
final class LoadDocument {
  private LoadDocument() {}

  /** What hosts of the broken zone saw, of each run that was observed. */
  static List<LoadReport> zones(List<ScenarioResult> runs) {
    return runs.stream().flatMap(run -> run.observation().stream()).map(Observation::zone).toList();
  }

  /** The flows of all runs together; new connections are each run's own. */
  static LoadReport merged(List<ScenarioResult> runs) {
    return together(zones(runs));
  }

  static LoadReport together(List<LoadReport> runs) {
    return new LoadReport(
        0, Duration.ZERO, runs.stream().flatMap(saw -> saw.hosts().stream()).toList());
  }

  static Map<String, Object> of(LoadReport saw) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("outageMillis", rounded(saw.newConnections().outageMillis()));
    json.put("flows", flows(List.of(saw)));
    json.put("udp", udp(saw));
    return json;
  }

  /** All that was opened: each kind of connection of all runs together, and what was new. */
  static List<Map<String, Object>> flows(List<LoadReport> runs) {
    List<Map<String, Object>> flows = new ArrayList<>();
    together(runs).flows().forEach(flow -> flows.add(flow(flow)));
    if (runs.stream().anyMatch(saw -> !saw.hosts().isEmpty())) {
      flows.add(anew("http", Anew.of(runs, LoadReport::newConnections)));
      flows.add(anew("dns", Anew.of(runs, LoadReport::queries)));
    }
    return flows;
  }

  private static Map<String, Object> anew(String kind, Anew anew) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind);
    json.put("attempts", anew.attempts());
    json.put("failed", anew.failed());
    json.put("longestOutageMillis", rounded(anew.longestMillis()));
    json.put("over", anew.over());
    return json;
  }

  private static Map<String, Object> flow(KindReport flow) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", flow.kind().label());
    json.put("opened", flow.opened());
    json.put("alive", flow.alive());
    if (!flow.stalls().isEmpty()) {
      json.put("stallMillis", spread(flow.stallMillis()));
    }
    if (!flow.faults().isEmpty()) {
      json.put("faults", flow.faults().stream().limit(3).toList());
    }
    return json;
  }

  static Map<String, Object> udp(LoadReport saw) {
    UdpReport up = saw.udp(Direction.UP);
    UdpReport down = saw.udp(Direction.DOWN);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sent", up.sent() + down.sent());
    json.put("lost", up.lost() + down.lost());
    json.put("up", direction(up));
    json.put("down", direction(down));
    return json;
  }

  private static Map<String, Object> direction(UdpReport udp) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sent", udp.sent());
    json.put("lost", udp.lost());
    json.put("longestGapMillis", rounded(udp.longestGapMillis()));
    return json;
  }

  static Map<String, Object> spread(Spread spread) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", rounded(spread.median()));
    json.put("p99", rounded(spread.p99()));
    json.put("max", rounded(spread.max()));
    return json;
  }

  /** To a tenth; whole numbers as such. */
  static Number rounded(double value) {
    double tenth = Math.round(value * 10) / 10.0;
    return tenth == Math.rint(tenth) ? (Number) (long) tenth : (Number) tenth;
  }
}
