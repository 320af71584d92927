package natfailover.lab.gameday;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import natfailover.lab.region.Region;
import natfailover.lab.runtime.Outcome;

/** Breaks what a scenario says, and does what AWS or an engineer would do afterwards. */
final class Breaker {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Lab lab;
  private final Site site;
  private final Scenario scenario;
  private final Chronicle chronicle;

  Breaker(Lab lab, Site site, Scenario scenario, Chronicle chronicle) {
    this.lab = lab;
    this.site = site;
    this.scenario = scenario;
    this.chronicle = chronicle;
  }

  /** Breaks it, and tells when. */
  Instant breakIt(String victim) {
    return switch (scenario) {
      case TERMINATE -> fault("kill " + victim, region -> region.killInstance(victim));
      case STOP -> fault("stop " + victim, region -> region.stopInstance(victim));
      case SPOT -> fault("Spot notice for " + victim, region -> region.interruptSpot(victim));
      case LAUNCH_FAILS ->
          fault(
              "kill " + victim + ", no capacity in " + site.zone(),
              region -> {
                region.insufficientCapacity(site.zone(), true);
                region.killInstance(victim);
              });
      case ZONE_LOST -> fault("lose " + site.zone(), region -> region.zoneLost(site.zone()));
      case DRAIN -> {
        // A tutorial's only zone cannot be drained as a whole; its carrier can.
        String verb = site.hasOtherZones() ? "drain" : "failover";
        Instant now = chronicle.breakNow("order: " + verb + " " + site.zone());
        order(verb);
        yield now;
      }
      case CRASH,
          SECOND_CRASH,
          HANG,
          TERMINATE_HOOK,
          SOURCE_DEST_CHECK,
          RULES_FLUSHED,
          CONNTRACK_FULL,
          EGRESS_BLACKHOLE,
          PARTITION,
          FAILBACK,
          ONBOARD_OFFBOARD ->
          throw notHere();
    };
  }

  private IllegalArgumentException notHere() {
    return new IllegalArgumentException(scenario.label() + " is not broken like this");
  }

  /** What follows once the traffic is safe: capacity, the zone or the node comes back. */
  void mend(String victim) {
    switch (scenario) {
      case TERMINATE -> replaceHandBuilt(victim);
      case STOP -> {
        if (handBuilt(victim)) {
          gone(victim, "stopped");
          chronicle.note("start " + victim + " again");
          lab.account().ec2().startInstances(r -> r.instanceIds(victim));
        }
      }
      case SPOT -> {
        gone(victim, "terminated");
        replaceHandBuilt(victim);
      }
      case LAUNCH_FAILS -> {
        replaceHandBuilt(victim);
        bringCapacityBack();
      }
      case ZONE_LOST -> {
        chronicle.note(site.zone() + " is back");
        lab.server().with(region -> region.zoneBack(site.zone()));
      }
      case DRAIN -> order("failback");
      case CRASH,
          SECOND_CRASH,
          HANG,
          TERMINATE_HOOK,
          SOURCE_DEST_CHECK,
          RULES_FLUSHED,
          CONNTRACK_FULL,
          EGRESS_BLACKHOLE,
          PARTITION,
          FAILBACK,
          ONBOARD_OFFBOARD ->
          throw notHere();
    }
  }

  private void bringCapacityBack() {
    if (!chronicle.awaitEvent("EC2 Instance Launch Unsuccessful", PATIENCE)) {
      chronicle.note("no launch failed within " + PATIENCE.toSeconds() + " s");
    }
    chronicle.note("capacity is back in " + site.zone());
    lab.server().with(region -> region.insufficientCapacity(site.zone(), false));
  }

  private Instant fault(String what, Consumer<Region> fault) {
    Instant now = chronicle.breakNow("break: " + what);
    lab.server().with(fault);
    return now;
  }

  /** A tutorial's own instance has nobody to replace it: its group is asked for one node more. */
  private void replaceHandBuilt(String victim) {
    if (handBuilt(victim)) {
      String group = site.groups().getOrDefault(site.zone(), "");
      chronicle.note("engineer: desired capacity of " + group + " is now 2");
      lab.account()
          .autoScaling()
          .setDesiredCapacity(r -> r.autoScalingGroupName(group).desiredCapacity(2));
    }
  }

  private boolean handBuilt(String instance) {
    return site.handBuilt().filter(instance::equals).isPresent();
  }

  private void gone(String instance, String state) {
    lab.await(
        PATIENCE,
        picture -> picture.machine(instance).filter(m -> !m.state().equals(state)).isEmpty());
  }

  /** Has the controller do what an operator says. */
  void order(String verb) {
    String command =
        "{\"command\":\"%s\",\"fleet\":\"%s\",\"zone\":\"%s\",\"reason\":\"game day\"}"
            .formatted(verb, site.fleet(), site.zone());
    Outcome outcome = lab.order(command).outcome();
    String answer =
        switch (outcome) {
          case Outcome.Success(String payload) ->
              payload.contains("\"error\"") ? "refused: " + payload : "accepted";
          case Outcome.FunctionError error -> "failed: " + error.errorMessage();
        };
    chronicle.note("controller: " + verb + " " + answer);
  }
}
