package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import natfailover.lab.traffic.Attempt;
import natfailover.lab.traffic.HostReport;
import natfailover.lab.traffic.Kind;
import natfailover.lab.traffic.KindReport;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Survivors;
import natfailover.lab.traffic.UdpReport;
import natfailover.lab.traffic.UdpReport.Direction;

/** What loads could have seen, for tests of those who judge and draw it. */
final class Loads {
  static final String ADDRESS = "198.51.100.1";

  private Loads() {}

  /** One host's load in which nothing gets out between two moments. */
  static LoadReport dark(double from, double to) {
    return host(attempts(from, to, ADDRESS), 100, 0);
  }

  static LoadReport quiet() {
    return dark(0, 0);
  }

  /** A load in which all is well, but so many of 100 echoes live. */
  static LoadReport living(int alive) {
    return host(attempts(0, 0, ADDRESS), alive, 0);
  }

  /** A load that leaves by another address once it was dark. */
  static LoadReport elsewhere(double from, double to) {
    return host(attempts(from, to, "198.51.100.2"), 100, 0);
  }

  /** A load in which all is well, but so many datagrams from each end never arrive. */
  static LoadReport undelivered(int lost) {
    return host(attempts(0, 0, ADDRESS), 100, lost);
  }

  /** One host's load that fails for a moment at each of these times. */
  static LoadReport flickering(double... times) {
    List<Attempt> attempts =
        attempts(0, 0, ADDRESS).stream()
            .map(
                each ->
                    Arrays.stream(times).anyMatch(at -> at == each.atMillis())
                        ? new Attempt(0, each.atMillis(), false, 200, "", "connect timed out")
                        : each)
            .toList();
    return host(attempts, 100, 0);
  }

  /** One host's load of which everything failed between two moments before the fault. */
  static LoadReport failing(double from, double to) {
    return flickering(
        attempts(0, 0, ADDRESS).stream()
            .mapToDouble(Attempt::atMillis)
            .filter(at -> at >= from && at < to)
            .toArray());
  }

  static LoadReport nobody() {
    return new LoadReport(0, Duration.ZERO, List.of());
  }

  private static LoadReport host(List<Attempt> attempts, int alive, int lost) {
    List<Double> stalls = List.of(40.0, 60.0, 80.0);
    List<Double> slow = List.of(9_000.0, 9_000.0, 9_000.0, 9_000.0);
    List<String> faults = alive == 100 ? List.of() : List.of("reset by the far end");
    return new LoadReport(
        0,
        Duration.ofSeconds(1),
        List.of(
            new HostReport(
                0,
                List.of(
                    new KindReport(Kind.ECHO, 100, alive, stalls, faults),
                    new KindReport(Kind.MASS, 4, 4, slow, List.of())),
                new Survivors(100, alive),
                attempts,
                attempts,
                List.of(
                    new UdpReport(Direction.UP, 500, lost, 30),
                    new UdpReport(Direction.DOWN, 500, lost, 40)))));
  }

  private static List<Attempt> attempts(double from, double to, String after) {
    List<Attempt> attempts = new ArrayList<>();
    for (double at = -4_000; at < 5_000; at += 20) {
      boolean failed = at >= from && at < to;
      attempts.add(
          failed
              ? new Attempt(0, at, false, 200, "", "connect timed out")
              : new Attempt(0, at, true, 2, at < from ? ADDRESS : after, ""));
    }
    return attempts;
  }
}
