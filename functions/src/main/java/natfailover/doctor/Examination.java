package natfailover.doctor;

import java.util.Arrays;
import java.util.List;

/**
 * What an examination came to.
 *
 * @param untried what no check looks at
 * @param setup of the controller, as it was seen
 */
public record Examination(List<Diagnosis> findings, List<Untried> untried, Setup setup) {
  /** Keeps unmodifiable copies. */
  public Examination {
    findings = List.copyOf(findings);
    untried = List.copyOf(untried);
  }

  /** Whether everything was looked at and nothing is wrong. */
  public boolean healthy() {
    return findings.isEmpty();
  }

  /** The checks that were made in full. */
  public List<Check> checked() {
    List<Check> left =
        findings.stream()
            .filter(
                finding ->
                    finding.complaint() == ControllerComplaint.NOT_CHECKED
                        || finding.complaint() == FleetComplaint.PROBER_UNSEEN)
            .map(Diagnosis::check)
            .toList();
    return Arrays.stream(Check.values())
        .filter(check -> !left.contains(check))
        .filter(check -> check != Check.PROBERS || !untried.contains(Untried.PROBERS))
        .toList();
  }
}
