package natfailover.doctor;

import java.util.Locale;

/** How much is at stake. */
public enum Severity {
  /** Traffic stops, or will at the next failure. */
  ERROR,
  /** A failover works, but not as well as it could; or nobody knows. */
  WARNING;

  /** As the answer has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
