package natfailover;

import java.time.Duration;
import java.time.Instant;
import natfailover.Finding.FleetFinding;
import natfailover.aws.Calls;
import natfailover.aws.Examiner;
import natfailover.doctor.Doctor;

/** Has a fleet examined: the examiner sees, the doctor judges. */
final class Consultation {
  private final Examiner examiner;
  private final Doctor doctor;

  Consultation(Examiner examiner, Doctor doctor) {
    this.examiner = examiner;
    this.doctor = doctor;
  }

  /**
   * Examines a fleet.
   *
   * @param seen the fleet, and it alone
   * @param function the controller's own ARN
   */
  Finding examine(Finding.Reconciled seen, Calls calls, String function) {
    Instant began = calls.now();
    FleetFinding fleet = seen.fleets().getFirst();
    var examination = doctor.examine(examiner.picture(calls, fleet.fleet(), function));
    Duration took = seen.took().plus(Duration.between(began, calls.now()));
    return new Finding.Examined(fleet, examination, took);
  }
}
