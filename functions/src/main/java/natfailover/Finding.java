package natfailover;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import natfailover.doctor.Examination;
import natfailover.plan.Fleet;
import natfailover.plan.Outcome;
import natfailover.plan.Plan;

/** How a reconcile ended. */
sealed interface Finding {
  /**
   * The fleets were seen.
   *
   * @param unseen by name, fleets that could not be made out, and why
   */
  record Reconciled(List<FleetFinding> fleets, Map<String, String> unseen, Duration took)
      implements Finding {}

  /**
   * A fleet was examined.
   *
   * @param seen what any look at it would have come to
   */
  record Examined(FleetFinding seen, Examination examination, Duration took) implements Finding {}

  /** What the trigger is about is in no fleet. */
  record Ignored(String because) implements Finding {}

  /** An order that cannot be carried out. */
  record Refused(Refusal refusal) implements Finding {}

  /**
   * AWS could not be asked.
   *
   * @param outcomes what had been done before
   */
  record Blind(String because, List<Outcome> outcomes) implements Finding {}

  /**
   * One fleet's end of it.
   *
   * @param fleet as seen last
   * @param left what is left to do
   */
  record FleetFinding(Fleet fleet, Plan left, List<Outcome> outcomes) {}
}
