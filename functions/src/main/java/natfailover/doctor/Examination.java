package natfailover.doctor;

import java.util.Arrays;
import java.util.List;

/** What an examination came to. */
public record Examination(List<Diagnosis> findings) {
  /** Keeps an unmodifiable copy. */
  public Examination {
    findings = List.copyOf(findings);
  }

  /** Whether everything was looked at and nothing is wrong. */
  public boolean healthy() {
    return findings.isEmpty();
  }

  /** The checks that were made in full. */
  public List<Check> checked() {
    List<Check> left =
        findings.stream()
            .filter(finding -> finding.complaint() == Complaint.NOT_CHECKED)
            .map(Diagnosis::check)
            .toList();
    return Arrays.stream(Check.values()).filter(check -> !left.contains(check)).toList();
  }
}
