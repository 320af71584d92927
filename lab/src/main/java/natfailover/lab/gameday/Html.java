package natfailover.lab.gameday;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The few pieces of HTML that the page is made of. */
final class Html {
  private Html() {}

  /** Text that cannot be taken for markup. */
  static String text(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A table of cells that are HTML already. */
  static String table(List<String> heads, List<String> rows) {
    return "<div class=\"wide\"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        .formatted(
            heads.stream().map(head -> "<th>" + text(head) + "</th>").collect(Collectors.joining()),
            String.join("\n", rows));
  }

  static String row(List<String> cells) {
    return row("", cells);
  }

  static String row(String style, List<String> cells) {
    return "<tr class=\"%s\">%s</tr>"
        .formatted(
            style,
            cells.stream().map(cell -> "<td>" + cell + "</td>").collect(Collectors.joining()));
  }

  static String verdict(boolean pass) {
    return pass ? "<span class=\"pass\">✓ pass</span>" : "<span class=\"fail\">✗ fail</span>";
  }

  /** A time in figures, if it is known. */
  static String millis(Optional<Duration> time) {
    return time.map(known -> millis((double) known.toMillis())).orElse("–");
  }

  /** A time in figures that are easy to compare. */
  static String millis(double value) {
    return value >= 9_950 ? "%.1f s".formatted(value / 1000) : "%.0f ms".formatted(value);
  }
}
