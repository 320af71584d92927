package natfailover.doctor;

import java.util.List;
import java.util.stream.Stream;
import natfailover.plan.Evidence.Probed;
import natfailover.plan.ProbeVerdict;

/** What the zones' probers say, and whether they say anything. */
final class ProberChecks {
  private final Picture picture;

  ProberChecks(Picture picture) {
    this.picture = picture;
  }

  List<Diagnosis> verdicts() {
    return picture.probes().stream().flatMap(List::stream).flatMap(this::judge).toList();
  }

  private Stream<Diagnosis> judge(Probed probed) {
    String lines = String.join(" ", probed.lines());
    if (probed.verdict() == ProbeVerdict.UNKNOWN) {
      return Stream.of(
          FleetComplaint.PROBER_SILENT.of(
              probed.zone(), probed.source(), lines, picture.fleet().name()));
    }
    return probed.verdict().passes()
        ? Stream.empty()
        : Stream.of(
            FleetComplaint.NO_EGRESS.of(
                probed.zone(), probed.source(), probed.verdict().word(), lines));
  }
}
