package natfailover.lab.gameday;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import natfailover.lab.traffic.Attempt;

/** Attempts as dots: when each began, how long it took, by which address it left. */
final class Plot {
  private static final double WIDTH = 1120;
  private static final double HEIGHT = 190;
  private static final double LEFT = 56;
  private static final double RIGHT = 12;
  private static final double TOP = 44;
  private static final double BOTTOM = 26;

  /** The axis of times to answer is logarithmic between these. */
  private static final double FASTEST = 0.3;

  private static final double SLOWEST = 1_000;
  private static final int LABEL_ROWS = 3;

  private final double from;
  private final double to;
  private final List<Chronicle.Entry> moments;

  /**
   * A plot of a stretch of time, in milliseconds from the fault.
   *
   * @param moments what else is marked, with its name
   */
  Plot(double from, double to, List<Chronicle.Entry> moments) {
    this.from = from;
    this.to = to;
    this.moments = moments;
  }

  /** The plot, with one colour for each of the addresses. */
  String draw(List<Attempt> attempts, List<String> addresses) {
    List<Attempt> shown =
        attempts.stream()
            .filter(attempt -> attempt.atMillis() >= from && attempt.atMillis() <= to)
            .toList();
    String dots =
        IntStream.range(0, addresses.size())
            .mapToObj(i -> dots(shown, addresses.get(i), Plots.colour(i)))
            .collect(Collectors.joining());
    String crosses =
        shown.stream()
            .filter(attempt -> !attempt.ok())
            .map(this::cross)
            .collect(Collectors.joining());
    return """
    <svg viewBox="0 0 %.0f %.0f" role="img" aria-label="attempts over time">%s%s
    <path class="failed" d="%s"/>%s</svg>
    """
        .formatted(WIDTH, HEIGHT, grid(), dots, crosses, marks());
  }

  private String dots(List<Attempt> attempts, String address, int colour) {
    String path =
        attempts.stream()
            .filter(attempt -> attempt.ok() && attempt.farEnd().equals(address))
            .map(attempt -> "M%.1f %.1fh0".formatted(x(attempt.atMillis()), y(attempt.millis())))
            .collect(Collectors.joining());
    return "<path class=\"dots c%d\" d=\"%s\"/>".formatted(colour, path);
  }

  private String cross(Attempt attempt) {
    return "M%.1f %.1fl5 5m0 -5l-5 5"
        .formatted(x(attempt.atMillis()) - 2.5, y(attempt.millis()) - 2.5);
  }

  private String grid() {
    StringBuilder lines = new StringBuilder();
    for (double millis : List.of(1.0, 10.0, 100.0, 1_000.0)) {
      lines.append(
          """
          <line class="grid" x1="%.0f" x2="%.0f" y1="%.1f" y2="%.1f"/>\
          <text x="%.0f" y="%.1f" text-anchor="end">%.0f ms</text>
          """
              .formatted(
                  LEFT, WIDTH - RIGHT, y(millis), y(millis), LEFT - 8, y(millis) + 4, millis));
    }
    double step = step();
    for (double at = Math.ceil(from / step) * step; at <= to; at += step) {
      lines.append(
          "<text x=\"%.1f\" y=\"%.0f\" text-anchor=\"middle\">%s s</text>"
              .formatted(x(at), HEIGHT - 6, LoadDocument.rounded(at / 1000)));
    }
    return lines.toString();
  }

  /** About ten labels on the axis of time. */
  private double step() {
    return List.of(500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 30_000.0).stream()
        .filter(each -> (to - from) / each <= 12)
        .findFirst()
        .orElse(60_000.0);
  }

  private String marks() {
    StringBuilder marks = new StringBuilder(mark(new Chronicle.Entry(0, "fault"), 0));
    for (int i = 0; i < moments.size(); i++) {
      if (moments.get(i).atMillis() <= to) {
        marks.append(mark(moments.get(i), (i + 1) % LABEL_ROWS));
      }
    }
    return marks.toString();
  }

  private String mark(Chronicle.Entry moment, int row) {
    double x = x((double) moment.atMillis());
    double y = 11 + row * 12;
    String when = moment.atMillis() == 0 ? "" : " +" + moment.atMillis() + " ms";
    return """
    <line class="mark" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>\
    <text x="%.1f" y="%.1f">%s%s</text>
    """
        .formatted(x, x, y - 8, HEIGHT - BOTTOM, x + 4, y, moment.what(), when);
  }

  private double x(double millis) {
    return LEFT + (millis - from) / (to - from) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double millis) {
    double place = Math.log(Math.clamp(millis, FASTEST, SLOWEST) / FASTEST);
    return HEIGHT - BOTTOM - place / Math.log(SLOWEST / FASTEST) * (HEIGHT - BOTTOM - TOP);
  }
}
