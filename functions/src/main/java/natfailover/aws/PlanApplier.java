package natfailover.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.aws.Failure.Meaning;
import natfailover.plan.Action;
import natfailover.plan.Outcome;
import natfailover.plan.Outcome.Result;
import natfailover.plan.Plan.Step;

/**
 * Carries steps out in batches with no more of a kind than AWS's bucket holds, most important
 * first, so that a step that waits for another is never held up by the refill; what waited goes
 * first, since its traffic is between two places. One that fails stops only those that wait for it.
 */
public final class PlanApplier {
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
    List<Step> free =
        left.stream()
            .filter(step -> ended.keySet().containsAll(step.after()))
            .sorted(Comparator.comparing(step -> step.after().isEmpty()))
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
      Optional<Action> missing =
          step.after().stream().filter(action -> failed(action, ended)).findFirst();
      missing.ifPresentOrElse(
          action -> ended.put(step.action(), notTried(step.action(), action)),
          () -> todo.add(step.action()));
    }
    List<Attempt<Boolean>> attempts = calls.run(todo.stream().map(writes::call).toList());
    for (int i = 0; i < todo.size(); i++) {
      ended.put(todo.get(i), outcome(todo.get(i), attempts.get(i)));
    }
  }

  private static boolean failed(Action action, Map<Action, Outcome> ended) {
    return Optional.ofNullable(ended.get(action))
        .filter(outcome -> outcome.result() == Result.FAILED)
        .isPresent();
  }

  private static Outcome notTried(Action action, Action missing) {
    String error = "not tried, since " + missing.kind() + " " + missing.resource() + " failed";
    return new Outcome(action, Result.FAILED, Duration.ZERO, Optional.of(error));
  }

  private static Outcome outcome(Action action, Attempt<Boolean> attempt) {
    return switch (attempt) {
      case Attempt.Answered<Boolean>(_, Duration took) ->
          new Outcome(action, Result.DONE, took, Optional.empty());
      case Attempt.Refused<Boolean>(Failure failure, Duration took) -> {
        boolean contested = failure.meaning() == Meaning.NO_ACTIVE_LIFECYCLE_ACTION;
        yield new Outcome(
            action,
            contested ? Result.CONTESTED : Result.FAILED,
            took,
            Optional.of(failure.toString()));
      }
    };
  }
}
