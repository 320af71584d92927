package natfailover.lab.gameday;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import natfailover.lab.region.RegionSettings;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Runs scenarios on one kind of network, each on a site of its own. */
final class Day {
  private final Lab lab;
  private final Network network;
  private final Duration patience;
  private final PrintWriter progress;

  Day(Lab lab, Network network, Duration patience, PrintWriter progress) {
    this.lab = lab;
    this.network = network;
    this.patience = patience;
    this.progress = progress;
  }

  NetworkResult run(List<Scenario> scenarios, int repeat) {
    List<List<ScenarioResult>> results = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      List<ScenarioResult> runs = new ArrayList<>();
      for (int i = 0; i < repeat; i++) {
        runs.add(run(scenario));
      }
      results.add(runs);
    }
    return new NetworkResult(network, results);
  }

  private ScenarioResult run(Scenario scenario) {
    progress.printf("%n== %s: %s%n", network.label(), scenario.label());
    String fleet = lab.nextFleet(network.label());
    List<String> zones = RegionSettings.defaults().zones();
    Chronicle chronicle = new Chronicle(lab.clock(), progress::println);
    Site site =
        new Architect(lab.account(), zones, fleet, scenario == Scenario.SPOT).build(network);
    try {
      ScenarioResult result = new ScenarioRun(lab, site, scenario, chronicle).run(patience);
      progress.printf(
          "%s  %s %s: without egress for %d ms, egress address %s%s%n",
          result.pass() ? "PASS" : "FAIL",
          network.label(),
          scenario.label(),
          result.outage().toMillis(),
          result.egressIp(),
          result.pass() ? "" : " -- " + result.reason());
      return result;
    } finally {
      leave(site);
    }
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
