package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.box.BoxSettings;
import natfailover.lab.region.Picture;
import natfailover.lab.traffic.LoadReport;

/** One scenario with packets: load, break, recover, judge. */
final class PacketRun {
  private static final Duration RESCUE = Duration.ofSeconds(15);

  /** How long the schedule stays off after the fault, so that only what is told is known. */
  private static final Duration UNSWEPT = Duration.ofSeconds(8);

  /** What is watched once the traffic goes another way, and once it is home. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private final Lab lab;
  private final Site site;
  private final Scenario scenario;
  private final Chronicle chronicle;
  private final Traffic traffic;
  private final Watch watch;
  private final Expectation expectation;
  private final boolean away;
  private int unprovokedMoves;

  PacketRun(Lab lab, Site site, Scenario scenario, Chronicle chronicle) {
    this.lab = lab;
    this.site = site;
    this.scenario = scenario;
    this.chronicle = chronicle;
    this.traffic = new Traffic(site);
    this.watch = new Watch(lab, site, chronicle);
    this.expectation = Expectation.of(scenario, site.network());
    this.away = scenario == Scenario.FAILBACK;
  }

  /**
   * Runs it; what goes wrong early ends it early, with its reason.
   *
   * @param patience how long the network may take to come up, or to come home again
   */
  ScenarioResult run(PacketSettings settings, Duration patience) {
    lab.wires().watch(chronicle, traffic);
    String vpc = new PrivateHosts(lab.account()).vpc(site);
    BoxSettings box = settings.box(site.fleet());
    try (Stage stage = Stage.open(lab.server(), box, site, vpc)) {
      Rehearsed rehearsed = new Rehearsal(lab, site, scenario, watch).prepare(patience);
      if (rehearsed.victim().isEmpty()) {
        return result(Optional.empty());
      }
      Opening opening = new Opening(lab, watch, traffic, chronicle);
      boolean open = opening.open(stage, settings, away ? Optional.empty() : Optional.of(patience));
      unprovokedMoves += opening.unprovokedMoves();
      if (!open) {
        return result(Optional.empty());
      }
      if (scenario == Scenario.SECOND_CRASH && !firstCrash(stage, patience)) {
        return result(Optional.empty());
      }
      String victim = away ? rehearsed.victim().get() : watch.carrier().orElseThrow();
      PacketBreaker breaker = new PacketBreaker(lab, rehearsed.site(), chronicle, stage.box());
      unprovokedMoves += traffic.moved().isEmpty() ? 0 : 1;
      traffic.reset(lab.picture());
      stage.mark();
      breaker.breakIt(scenario, victim);
      Phases phases = recover(breaker, victim, patience);
      List<LoadReport> saw = stage.finish();
      Observation observation =
          new Observation(
              scenario,
              settings.expected(scenario, site.network()),
              saw.get(0),
              saw.get(1),
              phases,
              chronicle.entries());
      return result(Optional.of(observation));
    } finally {
      lab.wires().sweep(true);
      settings.logs().ifPresent(folder -> Logs.keep(box.folder(), folder));
    }
  }

  /** The connections that are open now are to outlive both. */
  private boolean firstCrash(Stage stage, Duration patience) {
    String first = watch.carrier().orElseThrow();
    chronicle.note("the first time: " + first + " dies without a word");
    stage.box().crash(first);
    awaitGone(first, patience);
    boolean home = watch.cameHome(patience) && watch.calm(patience, Opening.QUIET);
    traffic.reset(lab.picture());
    return home;
  }

  private void awaitGone(String instance, Duration patience) {
    watch.await(
        patience,
        instance + " is gone for good",
        picture -> !running(picture, instance),
        _ -> instance + " was not replaced");
  }

  private Phases recover(PacketBreaker breaker, String victim, Duration patience) {
    lab.wires().sweep(false);
    boolean rescued = rescued(victim);
    lab.wires().sweep(true);
    watch.look(AFTERWARDS);
    double mended = sinceTheFault();
    if (!rescued) {
      return new Phases(mended, Double.POSITIVE_INFINITY);
    }
    breaker.mend(scenario, victim);
    if (scenario.replacesNode()) {
      awaitGone(victim, patience);
    }
    boolean home = watch.cameHome(patience);
    double homeAt = home ? sinceTheFault() : Double.POSITIVE_INFINITY;
    watch.look(AFTERWARDS);
    return new Phases(mended, homeAt);
  }

  private boolean rescued(String victim) {
    if (!expectation.rescued() || !scenario.movesTraffic()) {
      watch.look(UNSWEPT);
      return true;
    }
    return watch.rescued(RESCUE, victim);
  }

  private static boolean running(Picture picture, String instance) {
    return picture.machine(instance).filter(each -> each.state().equals("running")).isPresent();
  }

  private double sinceTheFault() {
    return chronicle.sinceTheBreak().toMillis();
  }

  private ScenarioResult result(Optional<Observation> observation) {
    List<String> failures = new ArrayList<>(watch.failures());
    observation.ifPresent(seen -> failures.addAll(Referee.failures(seen)));
    return new ScenarioResult(
        scenario,
        String.join("; ", failures),
        observation.map(seen -> Duration.ofMillis(Math.round(seen.outageMillis()))),
        observation.flatMap(seen -> chronicle.detection(seen.expectation().told())),
        unprovokedMoves,
        observation.map(Observation::egressIp).orElse(Map.of()),
        Timeline.of(chronicle.entries(), observation),
        chronicle.calls(),
        observation);
  }
}
