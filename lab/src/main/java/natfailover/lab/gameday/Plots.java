package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import natfailover.lab.traffic.Attempt;
import natfailover.lab.traffic.LoadReport;

/** Every attempt to get something new, over time: without help, with it, and on the way home. */
final class Plots {
  private static final double BEFORE = -600;
  private static final double LEAST = 3_000;
  private static final double MOST = 15_000;
  private static final int COLOURS = 4;

  private Plots() {}

  static String of(Series series, Observation seen) {
    List<String> addresses = addresses(seen);
    double end = Math.clamp(seen.outageMillis() * 1.6 + 1_000, LEAST, MOST);
    StringBuilder html = new StringBuilder();
    html.append("<h3>New connections around the fault: time to answer</h3>");
    html.append(key(addresses));
    series
        .baseline()
        .ifPresent(
            baseline -> {
              List<String> theirs = List.copyOf(seenBy(baseline.saw()));
              html.append("<p class=\"soft\">NAT instance without help</p>")
                  .append(new Plot(BEFORE, end, List.of()).draw(attempts(baseline.saw()), theirs));
            });
    html.append("<p class=\"soft\">with nat-failover</p>")
        .append(
            new Plot(BEFORE, end, moments(series.shown())).draw(attempts(seen.zone()), addresses));
    double last = attempts(seen.zone()).stream().mapToDouble(Attempt::atMillis).max().orElse(0);
    if (last > end) {
      html.append("<p class=\"soft\">with nat-failover, the whole run until all is home</p>")
          .append(new Plot(BEFORE, last, List.of()).draw(attempts(seen.zone()), addresses));
    }
    return html.toString();
  }

  private static List<Attempt> attempts(LoadReport saw) {
    return saw.newConnections().attempts();
  }

  private static List<String> addresses(Observation seen) {
    return List.copyOf(seenBy(seen.zone()));
  }

  private static Set<String> seenBy(LoadReport saw) {
    return attempts(saw).stream()
        .filter(Attempt::ok)
        .map(Attempt::farEnd)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The colour of the n-th address that was seen. */
  static int colour(int place) {
    return place % COLOURS + 1;
  }

  private static String key(List<String> addresses) {
    String known =
        IntStream.range(0, addresses.size())
            .mapToObj(
                i ->
                    "<span class=\"key c%d\"><i></i>left by %s</span>"
                        .formatted(colour(i), Html.text(addresses.get(i))))
            .collect(Collectors.joining());
    return "<p>%s<span class=\"key c0\">✗ failed</span></p>".formatted(known);
  }

  /** The few things of the timeline that explain a plot. */
  private static List<Chronicle.Entry> moments(ScenarioResult run) {
    List<Chronicle.Entry> moments = new ArrayList<>();
    first(run, "event: ", "first event", moments);
    first(run, "controller: ReplaceRoute", "route written", moments);
    first(run, "controller: AssociateAddress", "address written", moments);
    return moments;
  }

  private static void first(
      ScenarioResult run, String begins, String label, List<Chronicle.Entry> moments) {
    run.timeline().stream()
        .filter(entry -> entry.what().startsWith(begins))
        .findFirst()
        .ifPresent(entry -> moments.add(new Chronicle.Entry(entry.atMillis(), label)));
  }
}
