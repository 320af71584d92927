package natfailover.lab.traffic;

import java.util.Arrays;
import java.util.List;

/** What became of a program's flows. */
final class Results {
  private static final int MOST_FAULTS = 10;

  private Results() {}

  static List<KindReport> of(NearSetup setup, List<Flow> flows) {
    return Arrays.stream(Kind.values())
        .map(kind -> of(kind, setup, flows.stream().filter(flow -> flow.kind() == kind).toList()))
        .toList();
  }

  private static KindReport of(Kind kind, NearSetup setup, List<Flow> flows) {
    List<Flow> alive = flows.stream().filter(Flow::alive).toList();
    List<String> faults =
        flows.stream()
            .filter(flow -> !flow.alive())
            .limit(MOST_FAULTS)
            .map(
                flow ->
                    "%s of host %d: %s"
                        .formatted(
                            kind.label(),
                            setup.host(),
                            flow.fault().orElse("nothing came through any more")))
            .toList();
    List<Double> stalls =
        alive.stream().flatMap(flow -> flow.stallMillis().stream().boxed()).toList();
    return new KindReport(kind, flows.size(), alive.size(), stalls, faults);
  }
}
