package natfailover.onboarding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import natfailover.aws.Belonging;
import natfailover.aws.Calls;

/** Waits out every controller that may have seen something before it was marked as leaving. */
final class Quiet {
  /** What reading back and removing the tags may take. */
  private static final Duration FOR_THE_ROUTES = Duration.ofSeconds(15);

  private final Calls calls;
  private final Duration controllerTimeout;
  private final Instant deadline;

  Quiet(Calls calls, Duration controllerTimeout, Instant deadline) {
    this.calls = calls;
    this.controllerTimeout = controllerTimeout;
    this.deadline = deadline;
  }

  /** One pause, and none at all when this is tried again after all was marked. */
  void await(Instant marked) {
    Instant quiet = later(marked.plus(controllerTimeout).plus(Calls.DESCRIBE_LAG), calls.now());
    if (quiet.plus(FOR_THE_ROUTES).isAfter(deadline)) {
      throw new Refused(
          "The tables are marked (%s) but not yet handed back".formatted(Belonging.LEAVING),
          List.of(
              new Fault(
                  "The time-out of this function",
                  "is too short to wait out a controller that runs (%d s)"
                      .formatted(controllerTimeout.toSeconds()),
                  "set it to the controller's time-out and a minute more; or try again after %s,"
                          .formatted(quiet)
                      + " when nothing is left to wait for")));
    }
    calls.waitUntil(quiet);
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
