package natfailover.lab.gameday;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.account.Account;
import natfailover.lab.box.BoxSettings;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.traffic.LoadReport;

/** Runs each fault once on a tutorial's own NAT instance, in a region without a controller. */
final class Baselines {
  private static final Duration WATCHED = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final PacketSettings settings;
  private final Map<String, Baseline> known = new HashMap<>();

  Baselines(PacketSettings settings) {
    this.settings = settings;
  }

  /** What comes of a scenario there; nothing where a single NAT instance cannot meet it. */
  Optional<Baseline> of(Scenario scenario, Network network) {
    // Three zones have no hand-built instance; the second tutorial's stands in for it.
    Network tutorial = network.tutorial() ? network : Network.TUTORIAL_2;
    return Mishap.of(scenario)
        .map(mishap -> known.computeIfAbsent(tutorial + " " + mishap, _ -> run(mishap, tutorial)));
  }

  private Baseline run(Mishap mishap, Network network) {
    try (RegionServer region = Lab.region();
        Account account = Account.at(region.endpoint(), RegionSettings.defaults().region())) {
      PrivateHosts hosts = new PrivateHosts(account);
      Architect architect =
          new Architect(account, RegionSettings.defaults().zones(), "nobody", false);
      Site site = hosts.launch(architect.byHand(network));
      String victim = site.handBuilt().orElseThrow();
      BoxSettings box = settings.box("baseline-" + known.size());
      try (Stage stage = Stage.open(region, box, site, hosts.vpc(site))) {
        stage.box().settle();
        stage.load(settings.load(), settings.lightLoad());
        Patience.pause(QUIET);
        stage.mark();
        mishap.befall(victim, region, account, stage.box());
        Patience.pause(WATCHED);
        LoadReport saw = stage.finish().getFirst();
        return new Baseline(network, mishap.words(), WATCHED.toMillis(), saw);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
