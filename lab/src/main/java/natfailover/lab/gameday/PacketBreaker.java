package natfailover.lab.gameday;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import natfailover.lab.box.VpcBox;
import natfailover.lab.region.Picture.Machine;

/** Breaks what packets go through, and mends it again where nobody else does. */
final class PacketBreaker {
  private final Lab lab;
  private final Site site;
  private final Chronicle chronicle;
  private final VpcBox box;

  PacketBreaker(Lab lab, Site site, Chronicle chronicle, VpcBox box) {
    this.lab = lab;
    this.site = site;
    this.chronicle = chronicle;
    this.box = box;
  }

  /** Breaks it, and tells when. */
  Instant breakIt(Scenario scenario, String victim) {
    return switch (scenario) {
      case CRASH, SECOND_CRASH -> fault(victim + " dies without a word", box::crash, victim);
      case HANG -> fault(victim + " hangs and answers pings", box::hang, victim);
      case RULES_FLUSHED -> fault("flush the rules of " + victim, box::flushRules, victim);
      case EGRESS_BLACKHOLE -> fault("cut the egress of " + victim, box::cutEgress, victim);
      case CONNTRACK_FULL -> nearlyFill(victim);
      case PARTITION -> {
        String peer = peer(victim);
        yield fault(
            "%s and %s hear each other no longer".formatted(victim, peer),
            each -> box.partition(each, peer),
            victim);
      }
      case SOURCE_DEST_CHECK ->
          fault(
              "somebody switches the source/destination check of " + victim + " on",
              each -> Mishap.switchCheckOn(lab.account(), each),
              victim);
      case TERMINATE_HOOK -> fault("the group replaces " + victim, this::terminateByGroup, victim);
      case ZONE_LOST ->
          fault(
              "all nodes of " + site.zone() + " die, none can be launched",
              _ -> loseZone(),
              victim);
      case FAILBACK -> {
        Instant now = chronicle.breakNow("order: failback " + site.zone());
        breaker(scenario).order("failback");
        yield now;
      }
      case TERMINATE, STOP, SPOT, DRAIN, LAUNCH_FAILS, ONBOARD_OFFBOARD ->
          breaker(scenario).breakIt(victim);
    };
  }

  /** What follows once the traffic is safe. */
  void mend(Scenario scenario, String victim) {
    switch (scenario) {
      case CONNTRACK_FULL -> {
        chronicle.note("the table of " + victim + " is large again");
        box.limitConntrack(victim, 1_000_000);
      }
      case PARTITION -> {
        chronicle.note("all hear each other again");
        box.heal();
      }
      case ZONE_LOST -> {
        chronicle.note(site.zone() + " has capacity again");
        lab.server().with(region -> region.insufficientCapacity(site.zone(), false));
      }
      case TERMINATE, STOP, SPOT, DRAIN, LAUNCH_FAILS -> breaker(scenario).mend(victim);
      case CRASH,
          SECOND_CRASH,
          HANG,
          RULES_FLUSHED,
          EGRESS_BLACKHOLE,
          SOURCE_DEST_CHECK,
          TERMINATE_HOOK,
          FAILBACK,
          ONBOARD_OFFBOARD -> {
        // Node, group and controller mend this among themselves.
      }
    }
  }

  private Breaker breaker(Scenario scenario) {
    return new Breaker(lab, site, scenario, chronicle);
  }

  private Instant fault(String what, Consumer<String> fault, String victim) {
    Instant now = chronicle.breakNow("break: " + what);
    fault.accept(victim);
    return now;
  }

  private Instant nearlyFill(String victim) {
    Instant now = chronicle.breakNow("break: the table of " + victim + " is nearly full");
    chronicle.note("it holds " + Crowd.into(box, victim) + " connections");
    return now;
  }

  private String peer(String victim) {
    List<Machine> others =
        new Judge(site)
            .running(lab.picture()).stream().filter(each -> !each.id().equals(victim)).toList();
    return others.stream()
        .filter(each -> each.zone().equals(site.zone()))
        .findFirst()
        .or(() -> others.stream().findFirst())
        .map(Machine::id)
        .orElseThrow(() -> new IllegalStateException(victim + " has no peer"));
  }

  private void terminateByGroup(String victim) {
    lab.account()
        .autoScaling()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(victim).shouldDecrementDesiredCapacity(false));
  }

  private void loseZone() {
    List<Machine> nodes =
        new Judge(site)
            .running(lab.picture()).stream()
                .filter(each -> each.zone().equals(site.zone()))
                .toList();
    lab.server()
        .with(
            region -> {
              region.insufficientCapacity(site.zone(), true);
              nodes.forEach(node -> region.killInstance(node.id()));
            });
  }
}
