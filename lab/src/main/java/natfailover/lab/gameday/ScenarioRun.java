package natfailover.lab.gameday;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One scenario of the control plane on a site that was built for it: break, recover, judge. */
final class ScenarioRun {
  private static final Duration RESCUE = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMillis(500);

  private final Lab lab;
  private final Site site;
  private final Scenario scenario;
  private final Chronicle chronicle;
  private final Traffic traffic;
  private final Watch watch;
  private final Breaker breaker;
  private final Map<String, String> egressIp = new LinkedHashMap<>();

  ScenarioRun(Lab lab, Site site, Scenario scenario, Chronicle chronicle) {
    this.lab = lab;
    this.site = site;
    this.scenario = scenario;
    this.chronicle = chronicle;
    this.traffic = new Traffic(site);
    this.watch = new Watch(lab, site, chronicle);
    this.breaker = new Breaker(lab, site, scenario, chronicle);
  }

  /**
   * Runs it; what goes wrong early ends it early, with its reason.
   *
   * @param patience how long the network may take to come up, or to come home again
   */
  ScenarioResult run(Duration patience) {
    lab.wires().watch(chronicle, traffic);
    // What several invocations did to begin with is at rest before anything breaks.
    boolean up = watch.cameUp(patience) && watch.calm(patience, REST);
    Optional<String> victim = watch.carrier();
    if (victim.isEmpty()) {
      return result(Optional.empty(), Optional.empty());
    }
    egressIp.put("before", egressIp());
    traffic.reset(lab.picture());
    breaker.breakIt(victim.get());
    boolean secondPath = site.hasOtherZones() || scenario != Scenario.ZONE_LOST;
    boolean rescued = !secondPath || rescued(victim.get());
    Duration outage = outage();
    if (up && rescued) {
      breaker.mend(victim.get());
      watch.cameHome(patience);
      egressIp.put("after", egressIp());
      judge();
    }
    return result(
        Optional.of(secondPath ? outage : outage()), chronicle.detection(Optional.empty()));
  }

  private boolean rescued(String victim) {
    boolean rescued = watch.rescued(RESCUE, victim);
    String before = egressIp.getOrDefault("before", "");
    // After a crash address and route move side by side: the address may come a moment later.
    if (rescued && site.hasElasticIps() && !lab.await(RESCUE, _ -> egressIp().equals(before))) {
      watch.fail("the egress address did not follow");
    }
    egressIp.put("during", egressIp());
    return rescued;
  }

  private void judge() {
    // While an address moves nothing gets out for a moment; but nothing dead may ever be used.
    if (scenario.planned() && !traffic.abandoned().isEmpty()) {
      watch.fail("the traffic was not moved before the node went: " + traffic.abandoned());
    }
    Set<String> moved = traffic.moved();
    moved.removeAll(site.zoneTables());
    if (!moved.isEmpty()) {
      watch.fail("routes of healthy zones were moved: " + moved);
    }
    Set<String> seen = Set.copyOf(egressIp.values());
    if (site.hasElasticIps() && seen.size() > 1) {
      watch.fail("the egress address changed: " + egressIp);
    }
  }

  private String egressIp() {
    return traffic.egressIp(lab.picture());
  }

  private Duration outage() {
    return traffic.outage(site.zoneTables(), lab.clock().instant());
  }

  private ScenarioResult result(Optional<Duration> outage, Optional<Duration> detection) {
    List<String> failures = watch.failures();
    return new ScenarioResult(
        scenario,
        String.join("; ", failures),
        outage,
        detection,
        0,
        egressIp,
        chronicle.entries(),
        chronicle.calls(),
        Optional.empty());
  }
}
