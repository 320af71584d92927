package natfailover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import natfailover.Finding.FleetFinding;
import natfailover.Look.Mode;
import natfailover.aws.Calls;
import natfailover.aws.PlanApplier;
import natfailover.aws.Sighting;
import natfailover.plan.Action;
import natfailover.plan.Fleet;
import natfailover.plan.Outcome;
import natfailover.plan.Plan;
import natfailover.plan.Plan.Step;
import natfailover.plan.Planner;

/** Observes, plans, applies, and looks again until nothing is left to do. */
final class Reconciler {
  /** Changes are made this often at most; then one more sighting tells how it ended. */
  private static final int ROUNDS = 3;

  private final Planner planner;
  private final PlanApplier applier;

  Reconciler(Planner planner, PlanApplier applier) {
    this.planner = planner;
    this.applier = applier;
  }

  Finding reconcile(Look look, Calls calls) {
    Instant began = calls.now();
    Journal journal = new Journal();
    for (int round = 0; ; round++) {
      switch (look.observe().apply(calls)) {
        case Sighting.NotOurs(String because) -> {
          return new Finding.Ignored(because);
        }
        case Sighting.Blind(String because) -> {
          return new Finding.Blind(because, journal.all());
        }
        case Sighting.Seen seen -> {
          Map<String, String> unseen = new TreeMap<>(seen.unseen());
          Map<Fleet, Plan> plans = plan(look, seen.fleets(), unseen);
          Optional<Refusal> refusal = round == 0 ? refusal(look, plans) : Optional.empty();
          if (refusal.isPresent()) {
            return new Finding.Refused(refusal.get());
          }
          boolean last = round == ROUNDS || look.mode() == Mode.DRY_RUN || converged(plans);
          journal.settle(plans, last);
          if (last) {
            Duration took = Duration.between(began, calls.now());
            return new Finding.Reconciled(findings(look, plans, journal), unseen, took);
          }
          apply(plans, journal, calls);
        }
      }
    }
  }

  /** A fleet that cannot be decided on does not stop the others. */
  private Map<Fleet, Plan> plan(Look look, List<Fleet> fleets, Map<String, String> unseen) {
    Map<Fleet, Plan> plans = new LinkedHashMap<>();
    for (Fleet sighted : fleets) {
      try {
        Fleet fleet = look.known().apply(sighted);
        Plan plan = planner.plan(fleet);
        plans.put(fleet, look.mode() == Mode.SWEEP ? plan : plan.without(Action::destructive));
      } catch (RuntimeException unexpected) {
        unseen.put(sighted.name(), "could not be decided on: " + unexpected);
      }
    }
    return plans;
  }

  private static Optional<Refusal> refusal(Look look, Map<Fleet, Plan> plans) {
    return plans.entrySet().stream()
        .flatMap(entry -> look.objection().apply(entry.getKey(), entry.getValue()).stream())
        .findFirst();
  }

  private static boolean converged(Map<Fleet, Plan> plans) {
    return plans.values().stream().allMatch(Plan::converged);
  }

  /** All fleets' steps in one batch, so that they share the account's rate by importance. */
  private void apply(Map<Fleet, Plan> plans, Journal journal, Calls calls) {
    List<Step> steps =
        plans.values().stream()
            .flatMap(plan -> plan.steps().stream())
            .sorted(Planner.MOST_IMPORTANT_FIRST)
            .toList();
    journal.enter(plans, applier.apply(calls, steps));
    plans.values().stream()
        .flatMap(plan -> plan.recheckAt().stream())
        .min(Instant::compareTo)
        .ifPresent(calls::waitUntil);
  }

  private static List<FleetFinding> findings(Look look, Map<Fleet, Plan> plans, Journal journal) {
    List<FleetFinding> findings = new ArrayList<>();
    plans.forEach(
        (fleet, plan) -> {
          Stream<Outcome> planned =
              look.mode() == Mode.DRY_RUN
                  ? plan.actions().stream().map(Outcome::planned)
                  : Stream.empty();
          List<Outcome> outcomes =
              Stream.concat(journal.of(fleet.name()).stream(), planned).toList();
          findings.add(new FleetFinding(fleet, plan, outcomes));
        });
    return findings;
  }
}
