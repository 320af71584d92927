package natfailover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Fleet;
import natfailover.plan.Outcome;
import natfailover.plan.Outcome.Result;
import natfailover.plan.Plan;

/** What has been done so far in this invocation, by fleet. */
final class Journal {
  private final Map<String, List<Outcome>> entries = new LinkedHashMap<>();

  /** Enters the outcomes of a round under the fleets whose plans asked for them. */
  void enter(Map<Fleet, Plan> plans, List<Outcome> outcomes) {
    plans.forEach(
        (fleet, plan) ->
            outcomes.stream()
                .filter(outcome -> plan.actions().contains(outcome.action()))
                .forEach(entries.computeIfAbsent(fleet.name(), _ -> new ArrayList<>())::add));
  }

  /**
   * Judges what AWS contested by the sighting that followed: moot when it is no longer wanted, to
   * be tried again when it is, failed when there is no further try.
   */
  void settle(Map<Fleet, Plan> plans, boolean last) {
    plans.forEach(
        (fleet, plan) -> {
          List<Outcome> settled = new ArrayList<>();
          for (Outcome outcome : of(fleet.name())) {
            if (outcome.result() != Result.CONTESTED) {
              settled.add(outcome);
            } else if (!stillWanted(outcome, plan)) {
              settled.add(outcome.as(Result.MOOT));
            } else if (last) {
              settled.add(outcome.as(Result.FAILED));
            }
          }
          entries.put(fleet.name(), settled);
        });
  }

  List<Outcome> of(String fleet) {
    return entries.getOrDefault(fleet, List.of());
  }

  List<Outcome> all() {
    return entries.values().stream().flatMap(List::stream).toList();
  }

  private static boolean stillWanted(Outcome outcome, Plan plan) {
    return plan.recheckAt().isPresent()
        || plan.actions().stream()
            .anyMatch(
                action ->
                    action instanceof CompleteLifecycle complete
                        && complete.resource().equals(outcome.action().resource()));
  }
}
