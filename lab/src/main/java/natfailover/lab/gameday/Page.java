package natfailover.lab.gameday;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import natfailover.lab.traffic.LoadReport;

/** All results as one page that needs nothing but itself. */
final class Page {
  private Page() {}

  /**
   * The page.
   *
   * @param asked what was asked for, by option
   */
  static String of(List<NetworkResult> results, Map<String, Object> asked) {
    List<Series> all = results.stream().flatMap(result -> result.series().stream()).toList();
    boolean pass = results.stream().allMatch(NetworkResult::pass);
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Game day: %s</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>Game day: %s</h1>
    <p class="soft">%s</p>
    <section>
    <h2>Overview</h2>
    %s%s
    </section>
    %s
    </body>
    </html>
    """
        .formatted(
            pass ? "passed" : "failed",
            style(),
            pass ? "<span class=\"pass\">passed</span>" : "<span class=\"fail\">failed</span>",
            Html.text(settings(asked)),
            overview(all),
            skipped(results),
            all.stream().map(ScenarioSection::of).collect(Collectors.joining("\n")));
  }

  private static String settings(Map<String, Object> asked) {
    return asked.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(" · "));
  }

  private static String overview(List<Series> all) {
    return Html.table(
        List.of(
            "network",
            "scenario",
            "",
            "new connections fail for",
            "first event of it after",
            "TCP alive",
            "targets"),
        all.stream().map(Page::line).toList());
  }

  private static String line(Series series) {
    ScenarioResult shown = series.shown();
    LoadReport saw = LoadDocument.merged(series.runs());
    long met = series.targets().stream().filter(Target::met).count();
    return Html.row(
        List.of(
            series.network().label(),
            "<a href=\"#%s\">%s</a>".formatted(ScenarioSection.anchor(series), name(series)),
            Html.verdict(series.pass()),
            Html.millis(shown.outage()),
            Html.millis(shown.detection()),
            saw.opened() == 0 ? "–" : saw.alive() + " of " + saw.opened(),
            series.targets().isEmpty() ? "–" : met + " of " + series.targets().size() + " met"));
  }

  private static String name(Series series) {
    return series.scenario().label();
  }

  private static String skipped(List<NetworkResult> results) {
    List<String> lines =
        results.stream()
            .flatMap(result -> result.skipped().stream())
            .map(
                each ->
                    "<p class=\"soft\">not run: %s, %s: %s</p>"
                        .formatted(
                            each.network().label(),
                            each.scenario().label(),
                            Html.text(each.reason())))
            .toList();
    return String.join("\n", lines);
  }

  private static String style() {
    try (InputStream file = Page.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
