package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import natfailover.lab.traffic.Spread;
import natfailover.lab.traffic.Survivors;
import natfailover.lab.traffic.UdpReport;

/** What the figures of a scenario are to be; a run that was not observed counts in none of them. */
final class Targets {
  /** Beyond so many connections more time is granted. */
  private static final int MANY = 10_000;

  private final Scenario scenario;
  private final List<ScenarioResult> observed;
  private final double propagationMillis;
  private final boolean many;

  private Targets(Scenario scenario, List<ScenarioResult> runs, double propagationMillis) {
    this.scenario = scenario;
    this.observed = runs.stream().filter(run -> run.observation().isPresent()).toList();
    this.propagationMillis = propagationMillis;
    this.many =
        observed.stream()
            .flatMap(run -> run.observation().stream())
            .anyMatch(seen -> seen.zone().opened() > 1.1 * MANY);
  }

  /**
   * The targets that there are, each due even if no run came to it.
   *
   * @param propagationMillis how long AWS is simulated to take; it comes on top of every time
   */
  static List<Target> of(
      Scenario scenario,
      Expectation expectation,
      List<ScenarioResult> runs,
      double propagationMillis) {
    Targets targets = new Targets(scenario, runs, propagationMillis);
    List<Target> ofConnections =
        switch (expectation.survival()) {
          case ANY -> List.of();
          case FREE_PORTS -> List.of(targets.ofFreePorts());
          case NEARLY_ALL, ALL -> targets.ofConnections();
        };
    return Stream.of(targets.ofSilence(), ofConnections).flatMap(List::stream).toList();
  }

  private boolean silent() {
    return scenario == Scenario.HANG
        || scenario == Scenario.CRASH
        || scenario == Scenario.SECOND_CRASH;
  }

  private List<Target> ofSilence() {
    if (!silent()) {
      return List.of();
    }
    double outage = (many ? 1200 : 700) + propagationMillis;
    return List.of(
        Target.atMost("detection", observed.stream().map(Targets::detection).toList(), 500, "ms"),
        Target.atMost("new connections work again after", figures(Targets::outage), outage, "ms"));
  }

  private List<Target> ofConnections() {
    boolean planned = scenario.planned();
    List<Target> targets = new ArrayList<>();
    targets.add(Target.atLeast("TCP alive", figures(Targets::alive), planned ? 100 : 99.9, "%"));
    if ((silent() && !many) || planned) {
      double stall = (planned ? 150 : 800) + propagationMillis;
      targets.add(
          Target.atMost("stall, median of connections", figures(Targets::stall), stall, "ms"));
    }
    if (planned) {
      targets.add(Target.atMost("UDP lost, worst stream", figures(Targets::udp), 5, "packets"));
    }
    return targets;
  }

  private Target ofFreePorts() {
    return Target.atLeast("TCP alive, of free ports", figures(Targets::aliveOfFreePorts), 95, "%");
  }

  private List<Double> figures(Function<Observation, Stream<Double>> figure) {
    return observed.stream().flatMap(run -> run.observation().stream()).flatMap(figure).toList();
  }

  private static double detection(ScenarioResult run) {
    return run.detection()
        .map(Duration::toMillis)
        .map(Long::doubleValue)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Stream<Double> outage(Observation seen) {
    boolean over = seen.zone().newConnections().over();
    return Stream.of(over ? seen.outageMillis() : Double.POSITIVE_INFINITY);
  }

  private static Stream<Double> alive(Observation seen) {
    int opened = seen.zone().opened();
    return opened == 0 ? Stream.empty() : Stream.of(100.0 * seen.zone().alive() / opened);
  }

  private static Stream<Double> aliveOfFreePorts(Observation seen) {
    Survivors free = seen.zone().freePorts();
    return free.opened() == 0 ? Stream.empty() : Stream.of(100.0 * free.alive() / free.opened());
  }

  private static Stream<Double> stall(Observation seen) {
    List<Double> stalls = seen.zone().stalls();
    return stalls.isEmpty() ? Stream.empty() : Stream.of(Spread.of(stalls).median());
  }

  private static Stream<Double> udp(Observation seen) {
    return seen.zone().hosts().stream()
        .flatMap(host -> host.udp().stream())
        .map(UdpReport::lost)
        .map(Integer::doubleValue)
        .max(Double::compare)
        .stream();
  }
}
