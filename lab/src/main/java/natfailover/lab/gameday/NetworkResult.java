package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a network's scenarios went.
 *
 * @param runs the runs of each scenario, in order
 */
record NetworkResult(Network network, List<List<ScenarioResult>> runs) {
  boolean pass() {
    return runs.stream().flatMap(List::stream).allMatch(ScenarioResult::pass);
  }

  /** All results as one document, in the shape that outside checks rely on. */
  static Map<String, Object> json(List<NetworkResult> results) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pass", results.stream().allMatch(NetworkResult::pass));
    json.put(
        "network", results.stream().map(r -> r.network().label()).collect(Collectors.joining(",")));
    json.put(
        "scenarios",
        results.stream().flatMap(result -> result.runs().stream().map(result::scenario)).toList());
    return json;
  }

  private Map<String, Object> scenario(List<ScenarioResult> runs) {
    ScenarioResult shown =
        runs.stream().filter(run -> !run.pass()).findFirst().orElse(runs.getLast());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("network", network.label());
    json.put("scenario", shown.scenario().label());
    json.put("pass", runs.stream().allMatch(ScenarioResult::pass));
    json.put("reason", shown.reason());
    json.put("outageMillis", spread(runs, ScenarioResult::outage));
    json.put("detectionMillis", spread(runs, ScenarioResult::detection));
    json.put("egressIp", shown.egressIp());
    json.put("flows", List.of());
    json.put("udp", Map.of("sent", 0, "lost", 0));
    json.put("timeline", shown.timeline().stream().map(NetworkResult::entry).toList());
    json.put("apiCalls", shown.apiCalls());
    return json;
  }

  private static Map<String, Object> entry(Chronicle.Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("atMillis", entry.atMillis());
    json.put("what", entry.what());
    return json;
  }

  /** Median, 99th percentile and maximum by nearest rank. */
  private static Map<String, Long> spread(
      List<ScenarioResult> runs, Function<ScenarioResult, Duration> figure) {
    List<Long> sorted = new ArrayList<>(runs.stream().map(figure).map(Duration::toMillis).toList());
    sorted.sort(Long::compare);
    Map<String, Long> spread = new LinkedHashMap<>();
    spread.put("median", rank(sorted, 0.5));
    spread.put("p99", rank(sorted, 0.99));
    spread.put("max", sorted.getLast());
    return spread;
  }

  private static long rank(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
