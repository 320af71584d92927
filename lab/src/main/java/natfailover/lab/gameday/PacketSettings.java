package natfailover.lab.gameday;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import natfailover.lab.box.BoxSettings;
import natfailover.lab.traffic.Kind;
import natfailover.lab.traffic.LoadPlan;

/**
 * How game days with packets are run.
 *
 * @param flows the TCP connections that are opened in the zone that breaks
 * @param routePropagation how long AWS is simulated to take until packets follow a route
 * @param addressPropagation the same for addresses
 * @param folder where the machines' disks are
 * @param conntrackd whether the nodes' image has it
 * @param logs where the logs of machines are kept
 */
record PacketSettings(
    int flows,
    Duration routePropagation,
    Duration addressPropagation,
    Path folder,
    boolean conntrackd,
    Optional<Path> logs) {
  private static final String OTHER_SERVER = "203.0.113.11";
  private static final int LIGHT = 50;

  BoxSettings box(String run) {
    return BoxSettings.in(folder.resolve(run))
        .withPropagation(routePropagation, addressPropagation)
        .withConntrackd(conntrackd);
  }

  /** What must hold with these nodes. */
  Expectation expected(Scenario scenario, Network network) {
    Expectation usual = Expectation.of(scenario, network);
    boolean stays = scenario == Scenario.CONNTRACK_FULL;
    return conntrackd || stays ? usual : usual.withoutCopies();
  }

  /** What the hosts of the zone that breaks do. */
  LoadPlan load() {
    return LoadPlan.standard().withConnections(flows);
  }

  /** What the hosts of the other zones do; to another server, so that nothing is shared. */
  LoadPlan lightLoad() {
    LoadPlan usual = LoadPlan.standard();
    return new LoadPlan(OTHER_SERVER, LIGHT, usual.perHost(), usual.rates(), usual.patience())
        .with(Kind.DOWNLOAD, 0)
        .with(Kind.UPLOAD, 0);
  }

  /** What comes on top of every time that is measured. */
  double propagationMillis() {
    return Math.max(routePropagation.toMillis(), addressPropagation.toMillis());
  }
}
