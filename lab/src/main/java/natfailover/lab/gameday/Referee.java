package natfailover.lab.gameday;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import natfailover.lab.traffic.Attempt;
import natfailover.lab.traffic.KindReport;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Outage;
import natfailover.lab.traffic.Survivors;

/** Says what of an expectation a run with packets did not fulfil; times it does not judge. */
final class Referee {
  /** What a busy machine may lose by itself: one attempt in so many. */
  private static final int QUIET = 20;

  private static final Pattern ORDER_REFUSED =
      Pattern.compile("^controller: (drain|failover|failback) (refused|failed): ");

  private static final List<Function<Observation, Stream<String>>> RULES =
      List.of(
          Referee::unquiet,
          Referee::dark,
          Referee::rescuedLate,
          Referee::lost,
          Referee::addressChanged,
          seen -> OtherZones.disturbed(seen.others(), seen.expectation()),
          Referee::untold,
          Referee::refused);

  private Referee() {}

  /** Everything that is wrong, each with its cause; empty when all is as it should be. */
  static List<String> failures(Observation seen) {
    return RULES.stream().flatMap(rule -> rule.apply(seen)).toList();
  }

  private static Stream<String> unquiet(Observation seen) {
    // What was before that may have been the first of two crashes.
    List<Attempt> before = seen.zone().newConnections().lastBefore(Opening.QUIET);
    long failed = before.stream().filter(attempt -> !attempt.ok()).count();
    return failed * QUIET > before.size()
        ? Stream.of(
            "%d of %d new connections failed in the %d s before the fault already"
                .formatted(failed, before.size(), Opening.QUIET.toSeconds()))
        : Stream.empty();
  }

  private static Stream<String> dark(Observation seen) {
    return seen.zone().newConnections().outages().stream()
        .filter(outage -> !outage.over())
        .map(
            outage ->
                "new connections of host %d fail from %+.0f ms on to the end%s"
                    .formatted(outage.host(), outage.fromMillis(), why(seen.zone(), outage)));
  }

  private static Stream<String> rescuedLate(Observation seen) {
    double mended = seen.phases().mended();
    return seen.zone().newConnections().outages().stream()
        .filter(outage -> seen.expectation().rescued() && outage.over())
        .filter(outage -> outage.fromMillis() < mended && outage.toMillis() > mended)
        .map(
            outage ->
                "new connections of host %d worked again only after somebody mended it"
                    .formatted(outage.host()));
  }

  private static Stream<String> lost(Observation seen) {
    LoadReport zone = seen.zone();
    Expectation.Survival survival = seen.expectation().survival();
    if (survival == Expectation.Survival.FREE_PORTS) {
      return lostOfFreePorts(zone);
    }
    return zone.alive() < survival.share() * zone.opened()
        ? Stream.of(
            "only %d of %d TCP connections live on: %s"
                .formatted(zone.alive(), zone.opened(), String.join(", ", dead(zone))))
        : Stream.empty();
  }

  /** What died of connections that no copy is needed for. */
  static Stream<String> lostOfFreePorts(LoadReport report) {
    Survivors free = report.freePorts();
    if (free.opened() == 0) {
      return Stream.of("every port is used by several hosts: give fewer --flows");
    }
    return free.alive() < Expectation.Survival.FREE_PORTS.share() * free.opened()
        ? Stream.of(
            ("only %d of %d TCP connections live on, on which the private side speaks first, from"
                    + " a port that no other host uses")
                .formatted(free.alive(), free.opened()))
        : Stream.empty();
  }

  /** What died, kind by kind. */
  static List<String> dead(LoadReport report) {
    return report.flows().stream().filter(flow -> flow.dead() > 0).map(Referee::dead).toList();
  }

  private static String dead(KindReport flow) {
    return "%d of %d %s are dead%s"
        .formatted(
            flow.dead(),
            flow.opened(),
            flow.kind().label(),
            flow.faults().stream().findFirst().map(fault -> " (" + fault + ")").orElse(""));
  }

  private static Stream<String> addressChanged(Observation seen) {
    return seen.expectation().addressStays() && seen.everSeen().size() > 1
        ? Stream.of(
            "the egress address changed: %s, ever seen %s"
                .formatted(seen.egressIp(), seen.everSeen()))
        : Stream.empty();
  }

  /** The attempts that failed in an outage. */
  static Stream<Attempt> during(LoadReport report, Outage outage) {
    return report.newConnections().attempts().stream()
        .filter(attempt -> attempt.host() == outage.host() && !attempt.ok())
        .filter(attempt -> attempt.atMillis() >= outage.fromMillis())
        .filter(attempt -> !outage.over() || attempt.atMillis() < outage.toMillis());
  }

  /** Why the first of them failed. */
  static String why(LoadReport report, Outage outage) {
    return during(report, outage)
        .map(Attempt::fault)
        .filter(fault -> !fault.isEmpty())
        .findFirst()
        .map(fault -> ": " + fault)
        .orElse("");
  }

  private static Stream<String> untold(Observation seen) {
    Optional<String> told = seen.expectation().told();
    if (told.isEmpty()) {
      return Stream.empty();
    }
    Optional<Chronicle.Entry> event = Chronicle.firstEvent(seen.timeline(), told.get());
    if (event.isEmpty()) {
      return Stream.of("no event after the fault says '%s'".formatted(told.get()));
    }
    // A warning that comes after what it warns of is none.
    boolean late =
        seen.scenario() == Scenario.CONNTRACK_FULL
            && seen.zone().newConnections().outages().stream()
                .anyMatch(outage -> outage.fromMillis() < event.get().atMillis());
    return late
        ? Stream.of("new connections failed before '%s' was reported".formatted(told.get()))
        : Stream.empty();
  }

  private static Stream<String> refused(Observation seen) {
    return seen.timeline().stream()
        .map(Chronicle.Entry::what)
        .filter(what -> ORDER_REFUSED.matcher(what).find())
        .map(what -> "an order was not carried out: " + what);
  }
}
