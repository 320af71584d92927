package natfailover.lab.gameday;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the page says of one scenario. */
final class ScenarioSection {
  private ScenarioSection() {}

  static String anchor(Series series) {
    return series.network().label() + "-" + series.scenario().label();
  }

  static String of(Series series) {
    ScenarioResult shown = series.shown();
    return """
    <section id="%s">
    <h2>%s · %s %s</h2>
    %s
    %s
    %s
    %s
    <h3>Timeline</h3>
    %s
    <details><summary>Calls of the AWS API from the fault to the end</summary>
    <p>%s</p></details>
    </section>
    """
        .formatted(
            anchor(series),
            series.network().label(),
            series.scenario().label(),
            Html.verdict(series.pass()),
            words(series),
            figures(series),
            shown.observation().isEmpty() ? "" : FlowTable.of(series),
            shown.observation().map(seen -> Plots.of(series, seen)).orElse(""),
            timeline(shown.timeline()),
            calls(shown.apiCalls()));
  }

  private static String words(Series series) {
    ScenarioResult shown = series.shown();
    String expected =
        shown
            .observation()
            .map(seen -> "Expected: " + seen.expectation().stated() + ".")
            .orElse("");
    String reason = shown.pass() ? "" : "<p class=\"fail\">" + Html.text(shown.reason()) + "</p>";
    return "<p class=\"soft\">%s</p>%s".formatted(Html.text(expected), reason);
  }

  private static String figures(Series series) {
    String figures =
        series.targets().stream().map(ScenarioSection::figure).collect(Collectors.joining());
    ScenarioResult shown = series.shown();
    String address =
        shown.egressIp().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return """
    <div class="figures">%s</div>
    <p class="soft">Address that the far end saw: %s</p>
    %s
    """
        .formatted(
            figures, Html.text(address.isEmpty() ? "none" : address), unprovoked(series.runs()));
  }

  private static String unprovoked(List<ScenarioResult> runs) {
    if (runs.stream()
        .allMatch(each -> each.observation().isEmpty() && each.unprovokedMoves() == 0)) {
      return "";
    }
    return "<p class=\"soft\">Traffic moved before anything was broken, run by run: %s</p>"
        .formatted(
            runs.stream()
                .map(run -> String.valueOf(run.unprovokedMoves()))
                .collect(Collectors.joining(", ")));
  }

  private static String figure(Target target) {
    String value =
        target.unit().equals("ms") && Double.isFinite(target.value())
            ? Html.millis(target.value())
            : target.stated();
    return """
    <div class="figure"><b class="%s">%s %s</b><span>%s; target %s %s %s; %s</span></div>
    """
        .formatted(
            target.met() ? "pass" : "fail",
            target.met() ? "✓" : "✗",
            value,
            target.what(),
            target.atLeast() ? "at least" : "at most",
            LoadDocument.rounded(target.limit()),
            target.unit(),
            runs(target));
  }

  private static String runs(Target target) {
    return target.runs() == 1 ? "1 run" : "median of %d runs".formatted(target.runs());
  }

  private static String timeline(List<Chronicle.Entry> entries) {
    return entries.stream()
        .map(
            entry ->
                "<li class=\"%s\"><b>%+d ms</b><span>%s</span></li>"
                    .formatted(weight(entry.what()), entry.atMillis(), Html.text(entry.what())))
        .collect(Collectors.joining("\n", "<ol class=\"time\">", "</ol>"));
  }

  private static String weight(String what) {
    if (what.startsWith("controller: ")) {
      return "call";
    }
    return what.startsWith("event: ") ? "" : "key-moment";
  }

  private static String calls(Map<String, Integer> calls) {
    return calls.entrySet().stream()
        .map(entry -> Html.text(entry.getKey()) + " × " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
