package natfailover.lab.gameday;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import natfailover.lab.region.RegionSettings;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Runs scenarios on one kind of network, each on a site of its own. */
final class Day {
  private final Lab lab;
  private final Network network;
  private final Settings settings;
  private final Progress progress;

  /**
   * How a day is run.
   *
   * @param packets nothing for the control plane alone
   */
  record Settings(int repeat, Duration patience, Optional<Packets> packets) {}

  Day(Lab lab, Network network, Settings settings, PrintWriter progress) {
    this.lab = lab;
    this.network = network;
    this.settings = settings;
    this.progress = new Progress(progress);
  }

  NetworkResult run(List<Scenario> scenarios) {
    List<Series> series = new ArrayList<>();
    List<NotApplicable> skipped = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Optional<String> why = meaningless(scenario);
      if (why.isPresent()) {
        skipped.add(new NotApplicable(network, scenario, why.get()));
      } else {
        series.add(series(scenario));
      }
    }
    skipped.forEach(progress::skipped);
    return new NetworkResult(network, series, skipped);
  }

  private Optional<String> meaningless(Scenario scenario) {
    if (settings.packets().isEmpty() && scenario.needsPackets()) {
      return Optional.of("means nothing to the control plane alone; it needs packets");
    }
    if (scenario == Scenario.ONBOARD_OFFBOARD && !network.tutorial()) {
      return Optional.of("nobody has built a NAT there by hand that could be taken over");
    }
    return scenario == Scenario.FAILBACK && network.tutorial()
        ? Optional.of("with one zone every node is at home, and traffic stays where it is")
        : Optional.empty();
  }

  private Series series(Scenario scenario) {
    Optional<Baseline> baseline =
        settings.packets().flatMap(packets -> packets.baselines().of(scenario, network));
    List<ScenarioResult> runs = new ArrayList<>();
    for (int i = 0; i < settings.repeat(); i++) {
      runs.add(run(scenario));
    }
    List<Target> targets =
        settings
            .packets()
            .map(
                packets ->
                    Targets.of(
                        scenario,
                        packets.settings().expected(scenario, network),
                        runs,
                        packets.settings().propagationMillis()))
            .orElse(List.of());
    Series series = new Series(network, scenario, runs, baseline, targets);
    progress.summary(series);
    return series;
  }

  private ScenarioResult run(Scenario scenario) {
    progress.begins(network, scenario);
    String fleet = lab.nextFleet(network.label());
    List<String> zones = RegionSettings.defaults().zones();
    Chronicle chronicle = new Chronicle(lab.clock(), progress::line);
    Architect architect = new Architect(lab.account(), zones, fleet, scenario == Scenario.SPOT);
    Site site = build(architect, scenario);
    try {
      ScenarioResult result = run(site, scenario, chronicle);
      progress.ends(network, result);
      return result;
    } catch (RuntimeException broken) {
      // The others are run all the same.
      ScenarioResult result = ScenarioResult.broken(scenario, broken, chronicle);
      progress.ends(network, result);
      return result;
    } finally {
      leave(site);
    }
  }

  private ScenarioResult run(Site site, Scenario scenario, Chronicle chronicle) {
    Optional<PacketSettings> packets = settings.packets().map(Packets::settings);
    Duration patience = settings.patience();
    if (scenario == Scenario.ONBOARD_OFFBOARD) {
      return new CustodyRun(lab, site, chronicle).run(packets, patience);
    }
    return packets
        .map(chosen -> new PacketRun(lab, site, scenario, chronicle).run(chosen, patience))
        .orElseGet(() -> new ScenarioRun(lab, site, scenario, chronicle).run(patience));
  }

  private Site build(Architect architect, Scenario scenario) {
    Site bare = architect.byHand(network);
    if (scenario == Scenario.ONBOARD_OFFBOARD) {
      Origin.forget(lab, bare);
    }
    boolean packets = settings.packets().isPresent();
    Site peopled = packets ? new PrivateHosts(lab.account()).launch(bare) : bare;
    boolean spot = scenario == Scenario.SPOT;
    return new FleetStack(lab.server(), lab.account(), spot).deploy(peopled);
  }

  /** Takes the site out of the controller's care, so that it does not disturb what follows. */
  private void leave(Site site) {
    lab.wires().unwatch();
    site.groups()
        .values()
        .forEach(
            group ->
                lab.account()
                    .autoScaling()
                    .deleteAutoScalingGroup(r -> r.autoScalingGroupName(group).forceDelete(true)));
    List<String> tagged = new ArrayList<>(site.allTables());
    site.handBuilt().ifPresent(tagged::add);
    lab.picture().addresses().stream()
        .filter(address -> site.fleet().equals(address.tags().get("nat-failover:fleet")))
        .forEach(address -> tagged.add(address.id()));
    lab.account()
        .ec2()
        .deleteTags(r -> r.resources(tagged).tags(Tag.builder().key("nat-failover:fleet").build()));
  }
}
