package natfailover.lab.traffic;

import java.util.List;

/** Median, 99th percentile and maximum by nearest rank; all are zero where there is nothing. */
public record Spread(double median, double p99, double max) {
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      return new Spread(0, 0, 0);
    }
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(rank(sorted, 0.5), rank(sorted, 0.99), sorted.getLast());
  }

  private static double rank(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
