package natfailover.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.aws.Failure.Meaning;
import natfailover.plan.Action;
import natfailover.plan.Outcome;
import natfailover.plan.Outcome.Result;
import natfailover.plan.Plan.Step;

/**
 * Carries steps out in batches with no more of a kind than AWS's bucket holds, most important
 * first, so that a step that waits for another is never held up by the refill; what waited goes
 * first, since its traffic is between two places. What can wait goes last. One that fails stops
 * only those that wait for it.
 */
public final class PlanApplier {
  /** What the next sighting has to settle: nothing waits, or somebody else was first. */
  private static final Set<Meaning> CONTESTED =
      Set.of(Meaning.NO_ACTIVE_LIFECYCLE_ACTION, Meaning.OVERTAKEN);

  private final Writes writes;

  /** An applier through these clients. */
  public PlanApplier(Clients clients) {
    this.writes = new Writes(clients);
  }

  /** What became of each step, in the order of the steps. */
  public List<Outcome> apply(Calls calls, List<Step> steps) {
    Map<Action, Outcome> ended = new HashMap<>();
    List<Step> left = new ArrayList<>(steps);
    while (!left.isEmpty()) {
      List<Step> ready = ready(left, ended);
      left.removeAll(ready);
      run(calls, ready, ended);
    }
    return steps.stream()
        .flatMap(step -> Optional.ofNullable(ended.get(step.action())).stream())
        .toList();
  }

  private static List<Step> ready(List<Step> left, Map<Action, Outcome> ended) {
    boolean urgent = left.stream().anyMatch(step -> !step.action().canWait());
    List<Step> free =
        left.stream()
            .filter(step -> ended.keySet().containsAll(step.before()))
            .filter(step -> !urgent || !step.action().canWait())
            .sorted(Comparator.comparing(step -> step.before().isEmpty()))
            .toList();
    if (free.isEmpty()) {
      throw new IllegalStateException("steps wait for steps that are not in the plan: " + left);
    }
    Map<String, Integer> ofKind = new HashMap<>();
    List<Step> ready = new ArrayList<>();
    for (Step step : free) {
      if (ofKind.merge(step.action().kind(), 1, Integer::sum) <= Pacer.BUCKET) {
        ready.add(step);
      }
    }
    return ready;
  }

  private void run(Calls calls, List<Step> ready, Map<Action, Outcome> ended) {
    List<Action> todo = new ArrayList<>();
    for (Step step : ready) {
      Optional<Outcome> missing =
          step.after().stream()
              .flatMap(action -> Optional.ofNullable(ended.get(action)).stream())
              .filter(outcome -> outcome.result() != Result.DONE)
              .findFirst();
      missing.ifPresentOrElse(
          outcome -> ended.put(step.action(), notTried(step.action(), outcome)),
          () -> todo.add(step.action()));
    }
    List<Attempt<Boolean>> attempts = calls.run(todo.stream().map(writes::call).toList());
    for (int i = 0; i < todo.size(); i++) {
      ended.put(todo.get(i), outcome(todo.get(i), attempts.get(i)));
    }
  }

  private static Outcome notTried(Action action, Outcome missing) {
    String error =
        "not tried, since %s %s %s"
            .formatted(
                missing.action().kind(),
                missing.action().resource(),
                missing.result() == Result.FAILED ? "failed" : "was overtaken");
    return new Outcome(action, missing.result(), Duration.ZERO, Optional.of(error));
  }

  private static Outcome outcome(Action action, Attempt<Boolean> attempt) {
    return switch (attempt) {
      case Attempt.Answered<Boolean>(_, Duration took) ->
          new Outcome(action, Result.DONE, took, Optional.empty());
      case Attempt.Refused<Boolean>(Failure failure, Duration took) -> {
        boolean contested = CONTESTED.contains(failure.meaning());
        yield new Outcome(
            action,
            contested ? Result.CONTESTED : Result.FAILED,
            took,
            Optional.of(failure.toString()));
      }
    };
  }
}
