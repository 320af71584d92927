package natfailover.lab.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one direction's datagrams from the mark on, over all hosts.
 *
 * @param longestGapMillis the longest time between two that arrived; of the worst host
 */
public record UdpReport(Direction direction, int sent, int lost, double longestGapMillis) {
  /** Which way datagrams go. */
  public enum Direction {
    /** From a private host to the internet. */
    UP(1),
    /** From the internet to a private host, which has only said hello. */
    DOWN(2);

    private final int code;

    Direction(int code) {
      this.code = code;
    }

    /** How it is called on the wire. */
    int code() {
      return code;
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Direction> coded(int code) {
      return Arrays.stream(values()).filter(direction -> direction.code == code).findFirst();
    }
  }

  static UdpReport sum(Direction direction, List<UdpReport> reports) {
    return new UdpReport(
        direction,
        reports.stream().mapToInt(UdpReport::sent).sum(),
        reports.stream().mapToInt(UdpReport::lost).sum(),
        reports.stream().mapToDouble(UdpReport::longestGapMillis).max().orElse(0));
  }
}
