package natfailover.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * What EC2's status checks say of an instance.
 *
 * @param impairedSince when the checks began to fail
 * @param plannedEnd when AWS is going to stop, reboot or retire it
 */
public record Checks(
    Verdict verdict, Optional<Instant> impairedSince, Optional<Instant> plannedEnd) {
  /** All is well. */
  public static final Checks OK = new Checks(Verdict.OK, Optional.empty(), Optional.empty());

  /** EC2's verdict; {@code UNKNOWN} when it has none or was not seen. */
  public enum Verdict {
    OK,
    INITIALIZING,
    IMPAIRED,
    UNKNOWN
  }
}
