package natfailover;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import natfailover.aws.Calls;
import natfailover.aws.Sighting;
import natfailover.plan.Fleet;
import natfailover.plan.Plan;

/**
 * What one invocation is to look at, and what it knows beforehand.
 *
 * @param observe sees the fleets in question
 * @param known lays what the trigger alone can tell over each of them
 * @param objection refuses, before anything is changed, what cannot be carried out
 */
record Look(
    Trigger trigger,
    Function<Calls, Sighting> observe,
    UnaryOperator<Fleet> known,
    BiFunction<Fleet, Plan, Optional<Refusal>> objection,
    Mode mode) {

  /** This look, knowing something more. */
  Look knowing(UnaryOperator<Fleet> more) {
    return new Look(trigger, observe, fleet -> more.apply(known.apply(fleet)), objection, mode);
  }

  /** How far it may go. */
  enum Mode {
    /** Decides, and changes nothing. */
    DRY_RUN,
    /** Changes what can be changed back. */
    REVERSIBLE,
    /** May have nodes replaced too. */
    SWEEP
  }
}
