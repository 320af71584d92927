package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.lab.traffic.Kind;
import natfailover.lab.traffic.KindReport;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.UdpReport;
import natfailover.lab.traffic.UdpReport.Direction;

/** What became of each kind of flow: first without help, then with it. */
final class FlowTable {
  private static final String COUNTED =
      """
      <p class="soft">The target for the stall counts connections on which somebody speaks all the
      time: %s. An idle one or a poll has no stall; of the mass a few that speak now and then have.
      HTTP and DNS are asked anew many times a second: failed of attempts, longest outage.</p>
      """
          .formatted(
              Arrays.stream(Kind.values())
                  .filter(Kind::steady)
                  .map(Kind::label)
                  .collect(Collectors.joining(", ")));

  private FlowTable() {}

  static String of(Series series) {
    LoadReport ours = LoadDocument.merged(series.runs());
    List<Kind> kinds =
        Arrays.stream(Kind.values()).filter(kind -> ours.flow(kind).isPresent()).toList();
    List<String> heads = new ArrayList<>(List.of("", "new connections fail for"));
    kinds.forEach(kind -> heads.add(kind.label()));
    heads.addAll(List.of("HTTP", "DNS", "UDP up", "UDP down"));
    List<String> rows = new ArrayList<>();
    series.baseline().ifPresent(baseline -> rows.add(baseline(baseline, kinds)));
    series
        .shown()
        .observation()
        .ifPresent(
            seen -> {
              double outage = seen.outageMillis();
              String when = seen.zone().newConnections().over() ? "" : "to the end: ";
              rows.add(
                  row(
                      "",
                      "with nat-failover",
                      when + Html.millis(outage),
                      cells(LoadDocument.zones(series.runs()), kinds)));
              if (!seen.others().hosts().isEmpty()) {
                rows.add(
                    row(
                        "",
                        "the other zones meanwhile",
                        Html.millis(seen.others().newConnections().outageMillis()),
                        cells(List.of(seen.others()), kinds)));
              }
            });
    return "<h3>Connections: alive of opened; stall, median and below it 99th percentile</h3>"
        + COUNTED
        + Html.table(heads, rows);
  }

  private static String baseline(Baseline baseline, List<Kind> kinds) {
    String who =
        "NAT instance without help<small>%s; watched for %s</small>"
            .formatted(
                Html.text(baseline.network().label() + ": " + baseline.fault()),
                Html.millis(baseline.watchedMillis()));
    String outage =
        (baseline.saw().newConnections().over() ? "" : "over ")
            + Html.millis(baseline.saw().newConnections().outageMillis());
    return row("baseline", who, outage, cells(List.of(baseline.saw()), kinds));
  }

  private static String row(String style, String who, String outage, List<String> cells) {
    return Html.row(style, Stream.concat(Stream.of(who, outage), cells.stream()).toList());
  }

  private static List<String> cells(List<LoadReport> runs, List<Kind> kinds) {
    LoadReport saw = LoadDocument.together(runs);
    List<String> cells = new ArrayList<>(kinds.stream().map(kind -> cell(saw.flow(kind))).toList());
    cells.add(cell(Anew.of(runs, LoadReport::newConnections)));
    cells.add(cell(Anew.of(runs, LoadReport::queries)));
    cells.add(cell(saw.udp(Direction.UP)));
    cells.add(cell(saw.udp(Direction.DOWN)));
    return cells;
  }

  private static String cell(Optional<KindReport> flow) {
    return flow.map(
            each ->
                "%s%d of %d%s<small>%s</small>"
                    .formatted(
                        each.dead() == 0 ? "" : "<span class=\"fail\">",
                        each.alive(),
                        each.opened(),
                        each.dead() == 0 ? "" : "</span>",
                        each.stalls().isEmpty()
                            ? "–"
                            : Html.millis(each.stallMillis().median())
                                + "<br>"
                                + Html.millis(each.stallMillis().p99())))
        .orElse("–");
  }

  private static String cell(Anew anew) {
    return anew.attempts() == 0
        ? "–"
        : "%d failed<small>of %d<br>%s%s</small>"
            .formatted(
                anew.failed(),
                anew.attempts(),
                anew.over() ? "" : "to the end: ",
                Html.millis(anew.longestMillis()));
  }

  private static String cell(UdpReport udp) {
    return udp.sent() == 0 ? "–" : "%d lost<small>of %d</small>".formatted(udp.lost(), udp.sent());
  }
}
