package natfailover;

import java.time.Duration;
import java.time.Instant;
import natfailover.aws.Calls;
import natfailover.aws.Examiner;
import natfailover.doctor.Doctor;
import natfailover.plan.Fleet;

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
   * @param function the controller's own ARN
   */
  Finding examine(Fleet fleet, Calls calls, String function) {
    Instant began = calls.now();
    var examination = doctor.examine(examiner.picture(calls, fleet, function));
    return new Finding.Examined(fleet, examination, Duration.between(began, calls.now()));
  }
}
