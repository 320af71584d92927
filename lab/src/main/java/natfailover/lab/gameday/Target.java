package natfailover.lab.gameday;

import java.util.List;
import natfailover.lab.traffic.Spread;

/**
 * A figure that the project has set itself, and what came of it.
 *
 * @param value the median of the runs that have it; not a number where none has, infinite where
 *     what was waited for never came
 * @param runs how many runs have it
 * @param limit what the value may be at most, or at least where {@code atLeast}
 */
record Target(String what, double value, int runs, double limit, boolean atLeast, String unit) {
  static Target atMost(String what, List<Double> values, double limit, String unit) {
    return new Target(what, median(values), values.size(), limit, false, unit);
  }

  static Target atLeast(String what, List<Double> values, double limit, String unit) {
    return new Target(what, median(values), values.size(), limit, true, unit);
  }

  private static double median(List<Double> values) {
    return values.isEmpty() ? Double.NaN : Spread.of(values).median();
  }

  /** What was not measured is not met. */
  boolean met() {
    return atLeast ? value >= limit : value <= limit;
  }

  /** The value with its unit. */
  String stated() {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    return Double.isInfinite(value)
        ? "never"
        : "%s %s".formatted(LoadDocument.rounded(value), unit);
  }

  /** Whether no figure is missing what it takes. */
  static boolean allMet(List<Target> targets) {
    return targets.stream().allMatch(Target::met);
  }
}
