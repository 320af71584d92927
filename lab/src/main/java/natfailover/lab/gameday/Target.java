package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import natfailover.lab.traffic.KindReport;
import natfailover.lab.traffic.Spread;
import natfailover.lab.traffic.UdpReport;

/**
 * A figure that the project has set itself, and what came of it.
 *
 * @param value the median of all runs
 * @param limit what the value may be at most, or at least where {@code atLeast}
 */
record Target(String what, double value, double limit, boolean atLeast, String unit) {
  /** Beyond so many connections more time is granted. */
  private static final int MANY = 10_000;

  boolean met() {
    return atLeast ? value >= limit : value <= limit;
  }

  /**
   * The targets that there are for a scenario.
   *
   * @param propagationMillis how long AWS is simulated to take; it comes on top of every time
   */
  static List<Target> of(List<ScenarioResult> runs, double propagationMillis) {
    List<Observation> seen = runs.stream().flatMap(run -> run.observation().stream()).toList();
    if (seen.isEmpty()) {
      return List.of();
    }
    Scenario scenario = seen.getFirst().scenario();
    boolean kept = seen.getFirst().expectation().survival() != Expectation.Survival.ANY;
    boolean silent = scenario == Scenario.CRASH || scenario == Scenario.HANG;
    boolean many = seen.getFirst().zone().opened() > 1.1 * MANY;
    List<Target> targets = new ArrayList<>();
    if (silent) {
      double detection =
          median(runs.stream().map(run -> (double) run.detection().toMillis()).toList());
      targets.add(new Target("detection", detection, 500, false, "ms"));
      targets.add(
          new Target(
              "new connections work again after",
              median(seen, Observation::outageMillis),
              (many ? 1200 : 700) + propagationMillis,
              false,
              "ms"));
    }
    if (kept) {
      double limit = scenario.planned() ? 150 : 800;
      targets.add(new Target("TCP alive", median(seen, Target::alive), alive(scenario), true, "%"));
      if ((silent && !many) || scenario.planned()) {
        targets.add(
            new Target(
                "stall, median of connections",
                median(seen, Target::stall),
                limit + propagationMillis,
                false,
                "ms"));
      }
      if (scenario.planned()) {
        targets.add(
            new Target("UDP lost, worst stream", median(seen, Target::udp), 5, false, "packets"));
      }
    }
    return targets;
  }

  private static double alive(Scenario scenario) {
    return scenario.planned() ? 100 : 99.9;
  }

  private static double alive(Observation seen) {
    return seen.zone().opened() == 0 ? 0 : 100.0 * seen.zone().alive() / seen.zone().opened();
  }

  private static double stall(Observation seen) {
    return Spread.of(
            seen.zone().flows().stream()
                .map(KindReport::stalls)
                .flatMap(Collection::stream)
                .toList())
        .median();
  }

  private static double udp(Observation seen) {
    return seen.zone().hosts().stream()
        .flatMap(host -> host.udp().stream())
        .mapToDouble(UdpReport::lost)
        .max()
        .orElse(0);
  }

  private static double median(List<Observation> seen, ToDoubleFunction<Observation> figure) {
    return median(seen.stream().map(figure::applyAsDouble).toList());
  }

  private static double median(List<Double> values) {
    return Spread.of(values).median();
  }

  /** Whether no figure is missing what it takes. */
  static boolean allMet(List<Target> targets) {
    return targets.stream().allMatch(Target::met);
  }
}
