package natfailover.lab.gameday;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import natfailover.lab.traffic.Spread;

/** All results as one JSON document, in the shape that outside checks rely on. */
final class ResultDocument {
  private ResultDocument() {}

  /**
   * The document.
   *
   * @param settings what was asked for, by option
   */
  static Map<String, Object> of(List<NetworkResult> results, Map<String, Object> settings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pass", results.stream().allMatch(NetworkResult::pass));
    json.put(
        "network", results.stream().map(r -> r.network().label()).collect(Collectors.joining(",")));
    json.put("settings", settings);
    json.put("targetsMet", results.stream().allMatch(NetworkResult::targetsMet));
    json.put(
        "scenarios",
        results.stream()
            .flatMap(result -> result.series().stream())
            .map(ResultDocument::scenario)
            .toList());
    json.put(
        "notApplicable",
        results.stream()
            .flatMap(result -> result.skipped().stream())
            .map(ResultDocument::notApplicable)
            .toList());
    return json;
  }

  private static Map<String, Object> notApplicable(NotApplicable each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("network", each.network().label());
    json.put("scenario", each.scenario().label());
    json.put("reason", each.reason());
    return json;
  }

  private static Map<String, Object> scenario(Series series) {
    List<ScenarioResult> runs = series.runs();
    ScenarioResult shown = series.shown();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("network", series.network().label());
    json.put("scenario", series.scenario().label());
    json.put("pass", series.pass());
    json.put("reason", shown.reason());
    json.put("runs", runs.size());
    json.put("observedRuns", LoadDocument.zones(runs).size());
    json.put("unprovokedMoves", runs.stream().map(ScenarioResult::unprovokedMoves).toList());
    json.put("outageMillis", spread(runs, ScenarioResult::outage));
    json.put("detectionMillis", spread(runs, ScenarioResult::detection));
    json.put("egressIp", shown.egressIp());
    json.put("flows", LoadDocument.flows(LoadDocument.zones(runs)));
    json.put("udp", LoadDocument.udp(LoadDocument.merged(runs)));
    shown
        .observation()
        .ifPresent(
            seen -> {
              json.put("expectation", seen.expectation().stated());
              json.put("otherZones", LoadDocument.of(seen.others()));
            });
    series.baseline().ifPresent(baseline -> json.put("baseline", baseline(baseline)));
    json.put("targets", series.targets().stream().map(ResultDocument::target).toList());
    json.put("timeline", shown.timeline().stream().map(ResultDocument::entry).toList());
    json.put("apiCalls", shown.apiCalls());
    return json;
  }

  private static Map<String, Object> baseline(Baseline baseline) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("network", baseline.network().label());
    json.put("fault", baseline.fault());
    json.put("watchedMillis", baseline.watchedMillis());
    json.put("over", baseline.saw().newConnections().over());
    json.putAll(LoadDocument.of(baseline.saw()));
    return json;
  }

  private static Map<String, Object> target(Target target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", target.what());
    json.put("unit", target.unit());
    if (Double.isFinite(target.value())) {
      json.put("value", LoadDocument.rounded(target.value()));
    }
    json.put("runs", target.runs());
    json.put(target.atLeast() ? "atLeast" : "atMost", target.limit());
    json.put("met", target.met());
    return json;
  }

  private static Map<String, Object> entry(Chronicle.Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("atMillis", entry.atMillis());
    json.put("what", entry.what());
    return json;
  }

  private static Map<String, Object> spread(
      List<ScenarioResult> runs, Function<ScenarioResult, Optional<Duration>> figure) {
    List<Double> known =
        runs.stream()
            .flatMap(run -> figure.apply(run).stream())
            .map(time -> (double) time.toMillis())
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    if (!known.isEmpty()) {
      json.putAll(LoadDocument.spread(Spread.of(known)));
    }
    json.put("runs", known.size());
    return json;
  }
}
