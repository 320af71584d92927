package natfailover.lab.gameday;

import java.time.Duration;
import java.util.Optional;

/** Brings a site that was just built into the state that a scenario begins with. */
final class Rehearsal {
  private final Lab lab;
  private final Site site;
  private final Scenario scenario;
  private final Watch watch;

  Rehearsal(Lab lab, Site site, Scenario scenario, Watch watch) {
    this.lab = lab;
    this.site = site;
    this.scenario = scenario;
    this.watch = watch;
  }

  /** Waits until all is quiet and in place. */
  Rehearsed prepare(Duration patience) {
    if (!watch.cameUp(patience) || !watch.calm(patience, Opening.QUIET)) {
      return new Rehearsed(site, Optional.empty());
    }
    if (scenario == Scenario.FAILBACK) {
      return moveAway(patience);
    }
    if (scenario.breaksOurNode() && site.handBuilt().isPresent()) {
      return succeed(site.handBuilt().get(), patience);
    }
    return new Rehearsed(site, watch.carrier());
  }

  private Rehearsed moveAway(Duration patience) {
    String home = watch.carrier().orElse("");
    new Breaker(lab, site, Scenario.DRAIN, new Chronicle(lab.clock(), _ -> {}))
        .order(site.hasOtherZones() ? "drain" : "failover");
    boolean away = watch.rescued(patience, home);
    return new Rehearsed(site, away ? watch.carrier() : Optional.empty());
  }

  /** The tutorial's group takes over from the hand-built instance and gets a spare. */
  private Rehearsed succeed(String handBuilt, Duration patience) {
    if (!watch.twoReady(patience)) {
      return new Rehearsed(site, Optional.empty());
    }
    lab.account().ec2().terminateInstances(r -> r.instanceIds(handBuilt));
    Site without = site.withoutHandBuilt();
    boolean moved = watch.rescued(patience, handBuilt) && watch.cameHome(patience);
    return new Rehearsed(without, moved ? watch.carrier() : Optional.empty());
  }
}
