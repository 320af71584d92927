package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Outage;

/** What was built by hand is taken over under load, carried through a crash, and given back. */
final class CustodyRun {
  private static final Scenario SCENARIO = Scenario.ONBOARD_OFFBOARD;
  private static final Duration RESCUE = Duration.ofSeconds(15);

  private final Lab lab;
  private final Site site;
  private final Chronicle chronicle;
  private final Traffic traffic;
  private final Watch watch;
  private final Expectation expectation;
  private final Map<String, String> egressIp = new LinkedHashMap<>();
  private Duration longestGap = Duration.ZERO;
  private int unprovokedMoves;

  CustodyRun(Lab lab, Site site, Chronicle chronicle) {
    this.lab = lab;
    this.site = site;
    this.chronicle = chronicle;
    this.traffic = new Traffic(site);
    this.watch = new Watch(lab, site, chronicle);
    this.expectation = Expectation.of(SCENARIO, site.network());
  }

  /**
   * Runs it; what goes wrong early ends it early, with its reason.
   *
   * @param packets nothing for the control plane alone
   * @param patience how long nodes may take to come up, or to take over
   */
  ScenarioResult run(Optional<PacketSettings> packets, Duration patience) {
    lab.wires().watch(chronicle, traffic);
    try (StackResource stack = lab.stack()) {
      Custody custody = new Custody(lab, site, stack, watch);
      Optional<Observation> seen =
          packets.flatMap(settings -> withPackets(custody, settings, patience));
      if (packets.isEmpty() && watch.twoReady(patience)) {
        tour(custody, Optional.empty(), patience);
        again(custody, patience);
      }
      return result(seen, packets.map(PacketSettings::propagationMillis).orElse(0.0));
    }
  }

  private Optional<Observation> withPackets(
      Custody custody, PacketSettings settings, Duration patience) {
    String vpc = new PrivateHosts(lab.account()).vpc(site);
    try (Stage stage = Stage.open(lab.server(), settings.box(site.fleet()), site, vpc)) {
      if (!watch.twoReady(patience)) {
        return Optional.empty();
      }
      Opening opening = new Opening(lab, watch, traffic, chronicle);
      boolean open = opening.open(stage, settings, Optional.empty());
      unprovokedMoves = opening.unprovokedMoves();
      if (!open) {
        return Optional.empty();
      }
      Phases phases = tour(custody, Optional.of(stage), patience);
      List<LoadReport> saw = stage.finish();
      again(custody, patience);
      return Optional.of(
          new Observation(
              SCENARIO,
              settings.expected(SCENARIO, site.network()),
              saw.get(0),
              saw.get(1),
              phases,
              chronicle.entries()));
    }
  }

  /** There, through a crash, and back. */
  private Phases tour(Custody custody, Optional<Stage> stage, Duration patience) {
    note("before");
    chronicle.breakNow("deploy: a stack takes over what was built by hand");
    stage.ifPresent(Stage::mark);
    traffic.reset(lab.picture());
    if (!custody.take(patience) || !watch.calm(patience, Opening.QUIET)) {
      return Phases.NONE;
    }
    gap();
    crash(stage);
    note("during");
    watch.look(Opening.QUIET);
    double rescued = chronicle.sinceTheBreak().toMillis();
    gap();
    custody.giveBack();
    double home = chronicle.sinceTheBreak().toMillis();
    watch.look(Opening.QUIET);
    gap();
    note("after");
    return new Phases(rescued, home);
  }

  /** There, and back to what is no longer there. */
  private void again(Custody custody, Duration patience) {
    if (watch.failures().isEmpty() && custody.take(patience)) {
      custody.giveBackToNobody();
    }
  }

  private void crash(Optional<Stage> stage) {
    String victim = watch.carrier().orElseThrow();
    chronicle.note("break: " + victim + " dies");
    stage.ifPresentOrElse(
        each -> each.box().crash(victim),
        () -> lab.server().with(region -> region.killInstance(victim)));
    watch.rescued(RESCUE, victim);
  }

  /** Where no packets flow, the tables tell how long there was no way out. */
  private void gap() {
    Duration gap = traffic.outage(site.zoneTables(), lab.clock().instant());
    longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
    traffic.reset(lab.picture());
  }

  private void note(String when) {
    egressIp.put(when, traffic.egressIp(lab.picture()));
  }

  private ScenarioResult result(Optional<Observation> seen, double propagationMillis) {
    List<String> failures = new ArrayList<>(watch.failures());
    seen.ifPresent(each -> failures.addAll(Referee.failures(each)));
    Map<String, String> addresses = seen.map(Observation::egressIp).orElse(egressIp);
    if (seen.isEmpty()
        && expectation.addressStays()
        && addresses.values().stream().distinct().count() > 1) {
      failures.add("the egress address changed: " + addresses);
    }
    Duration outage = seen.map(CustodyRun::longest).orElse(longestGap);
    double most = expectation.longestGap().orElseThrow().toMillis() + propagationMillis;
    if (outage.toMillis() > most) {
      failures.add("a gap in egress of %d ms, at most %.0f".formatted(outage.toMillis(), most));
    }
    return new ScenarioResult(
        SCENARIO,
        String.join("; ", failures),
        Optional.of(outage),
        Optional.empty(),
        unprovokedMoves,
        addresses,
        Timeline.of(chronicle.entries(), seen),
        chronicle.calls(),
        seen);
  }

  private static Duration longest(Observation seen) {
    double millis =
        seen.zone().newConnections().outages().stream()
            .filter(Outage::over)
            .mapToDouble(Outage::millis)
            .max()
            .orElse(0);
    return Duration.ofMillis(Math.round(millis));
  }
}
