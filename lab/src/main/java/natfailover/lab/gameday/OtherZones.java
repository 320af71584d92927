package natfailover.lab.gameday;

import java.util.List;
import java.util.stream.Stream;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Outage;

/** Judges zones in which nothing was broken. */
final class OtherZones {
  /** What may be lost by a busy machine alone: new connections, and of a UDP stream. */
  private static final int FAILED_ELSEWHERE = 1;

  private static final int LOST_ELSEWHERE = 2;

  private OtherZones() {}

  /** Everything that hosts of other zones noticed of the fault; else what they lost for good. */
  static Stream<String> disturbed(LoadReport others, Expectation expectation) {
    if (others.hosts().isEmpty()) {
      return Stream.empty();
    }
    boolean undisturbed = expectation.othersUndisturbed();
    boolean copied = expectation.survival() != Expectation.Survival.FREE_PORTS;
    Stream<String> lost =
        (undisturbed || copied ? dead(others) : Referee.lostOfFreePorts(others))
            .map(words -> "in other zones " + words);
    Stream<String> moved =
        others.hosts().stream()
            .map(host -> others.newConnections().farEnds(host.host()))
            .filter(addresses -> addresses.size() > 1)
            .map(addresses -> "in another zone the egress address changed: " + addresses);
    if (!undisturbed) {
      return Stream.concat(lost, moved);
    }
    List<Outage> outages = others.newConnections().outages();
    long failed =
        outages.stream().mapToLong(outage -> Referee.during(others, outage).count()).sum();
    Stream<String> dark =
        failed > FAILED_ELSEWHERE
            ? Stream.of(
                "in other zones %d new connections failed: %s"
                    .formatted(failed, String.join(", ", spans(others, outages))))
            : Stream.empty();
    return Stream.of(lost, dark, undelivered(others), moved).flatMap(found -> found);
  }

  private static Stream<String> dead(LoadReport others) {
    return others.alive() < others.opened() ? Referee.dead(others).stream() : Stream.empty();
  }

  private static List<String> spans(LoadReport report, List<Outage> outages) {
    return outages.stream()
        .map(
            outage ->
                "of host %d for %.0f ms%s"
                    .formatted(outage.host(), outage.millis(), Referee.why(report, outage)))
        .toList();
  }

  private static Stream<String> undelivered(LoadReport report) {
    return report.hosts().stream()
        .flatMap(
            host ->
                host.udp().stream()
                    .filter(stream -> stream.lost() > LOST_ELSEWHERE)
                    .map(
                        stream ->
                            "in another zone host %d lost %d of %d datagrams %s"
                                .formatted(
                                    host.host(),
                                    stream.lost(),
                                    stream.sent(),
                                    stream.direction().label())));
  }
}
