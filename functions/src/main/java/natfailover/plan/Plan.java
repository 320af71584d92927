package natfailover.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What to do for one fleet; empty when all is as it should be.
 *
 * @param recheckAt when something that is waited for is due, if anything is
 * @param unprotected zones whose egress is lost or about to be with nowhere to go, and why
 */
public record Plan(List<Step> steps, Optional<Instant> recheckAt, Map<String, String> unprotected) {
  /** Keeps unmodifiable copies. */
  public Plan {
    steps = List.copyOf(steps);
    unprotected = Map.copyOf(unprotected);
  }

  /**
   * An action and those of the same plan that come before it.
   *
   * @param after what must have succeeded
   * @param behind what must have been tried, whatever came of it
   */
  public record Step(Action action, List<Action> after, List<Action> behind) {
    /** Keeps unmodifiable copies. */
    public Step {
      after = List.copyOf(after);
      behind = List.copyOf(behind);
    }

    /** A step that waits for success alone. */
    public Step(Action action, List<Action> after) {
      this(action, after, List.of());
    }

    /** All that comes before it. */
    public List<Action> before() {
      return Stream.concat(after.stream(), behind.stream()).toList();
    }
  }

  /** Nothing to do and nothing to wait for. */
  public boolean converged() {
    return steps.isEmpty() && recheckAt.isEmpty();
  }

  /** The actions in order. */
  public List<Action> actions() {
    return steps.stream().map(Step::action).toList();
  }

  /** This plan without some of its actions. */
  public Plan without(Predicate<Action> unwanted) {
    return new Plan(
        steps.stream().filter(step -> !unwanted.test(step.action())).toList(),
        recheckAt,
        unprotected);
  }
}
