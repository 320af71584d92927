package natfailover;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import natfailover.plan.Outcome.Result;
import natfailover.plan.Plan;
import natfailover.plan.Plan.Step;
import natfailover.plan.Planner;

/** Observes, plans, applies, and looks again until nothing is left to do. */
final class Reconciler {
  /** Changes are made this often at most; then one more sighting tells how it ended. */
  private static final int ROUNDS = 4;

  private final Planner planner;
  private final PlanApplier applier;
  private final Court court;

  Reconciler(Planner planner, PlanApplier applier, Court court) {
    this.planner = planner;
    this.applier = applier;
    this.court = court;
  }

  Finding reconcile(Look given, Calls calls) {
    Instant began = calls.now();
    Journal journal = new Journal();
    Hearing hearing = new Hearing(court, given.mode());
    Look look = given.knowing(hearing::lay);
    int limit = ROUNDS;
    for (int round = 0; ; round++) {
      Sighting sighting = look.observe().apply(calls);
      if (!(sighting instanceof Sighting.Seen seen)) {
        return unseen(sighting, round, journal);
      }
      Map<String, String> unseen = new TreeMap<>(seen.unseen());
      Map<Fleet, Plan> plans = plan(look, journal, seen, unseen);
      Optional<Refusal> refusal = round == 0 ? refusal(look, plans) : Optional.empty();
      if (refusal.isPresent()) {
        return new Finding.Refused(refusal.get());
      }
      boolean last = round == limit || ends(look, plans, journal);
      if (last && hearing.asks(plans, journal.moved(), calls)) {
        // What follows from what was said is decided by another look: asking took its time.
        if (hearing.wantsAnotherLook(plans.keySet())) {
          limit = round + 1 + ROUNDS;
          continue;
        }
        plans = plan(look, journal, seen, unseen);
      }
      journal.settle(plans, last);
      if (last) {
        Duration took = Duration.between(began, calls.now());
        remember(journal, plans, unseen);
        return new Finding.Reconciled(findings(look, plans, journal), unseen, took);
      }
      apply(plans, journal, hearing, calls);
    }
  }

  /** What another invocation has set going it looks at again; we need not. */
  private static boolean ends(Look look, Map<Fleet, Plan> plans, Journal journal) {
    return look.mode() == Mode.DRY_RUN || converged(plans) || (idle(plans) && !journal.waits());
  }

  private static Finding unseen(Sighting sighting, int round, Journal journal) {
    return switch (sighting) {
      case Sighting.NotOurs(String because) when round == 0 -> new Finding.Ignored(because);
      case Sighting.NotOurs(String because) ->
          new Finding.Blind("it went out of sight: " + because, journal.all());
      case Sighting.Blind(String because) -> new Finding.Blind(because, journal.all());
      case Sighting.Seen _ -> throw new IllegalArgumentException("what was seen is not unseen");
    };
  }

  /** A fleet that cannot be decided on does not stop the others. */
  private Map<Fleet, Plan> plan(
      Look look, Journal journal, Sighting.Seen seen, Map<String, String> unseen) {
    Map<Fleet, Plan> plans = new LinkedHashMap<>();
    for (Fleet sighted : seen.fleets()) {
      try {
        Fleet known = journal.withoutDoubtsThatWereEnded(sighted, look.known().apply(sighted));
        Fleet fleet = journal.withoutAnswersThatCannotCome(known);
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

  private static boolean idle(Map<Fleet, Plan> plans) {
    return plans.values().stream().allMatch(plan -> plan.steps().isEmpty());
  }

  /** All fleets' steps in one batch, so that they share the account's rate by importance. */
  private void apply(Map<Fleet, Plan> plans, Journal journal, Hearing hearing, Calls calls) {
    List<Step> steps =
        plans.values().stream()
            .flatMap(plan -> plan.steps().stream())
            .sorted(Planner.MOST_IMPORTANT_FIRST)
            .toList();
    boolean again = steps.stream().map(Step::action).anyMatch(journal::did);
    List<Outcome> outcomes = applier.apply(calls, steps);
    journal.enter(plans, outcomes);
    boolean behind = again || outcomes.stream().anyMatch(o -> o.result() == Result.CONTESTED);
    Instant caughtUp = behind ? calls.now().plus(Calls.DESCRIBE_LAG) : calls.now();
    plans.values().stream()
        .flatMap(plan -> plan.recheckAt().stream())
        .min(Instant::compareTo)
        .filter(_ -> journal.waits())
        .ifPresent(
            until -> {
              hearing.listen(plans, calls, until);
              calls.waitUntil(until);
            });
    calls.waitUntil(caughtUp);
  }

  /** What was done for a fleet is told although it cannot be made out any more. */
  private static void remember(
      Journal journal, Map<Fleet, Plan> plans, Map<String, String> unseen) {
    Set<String> planned = plans.keySet().stream().map(Fleet::name).collect(toSet());
    journal.fleets().stream()
        .filter(name -> !planned.contains(name))
        .forEach(name -> unseen.putIfAbsent(name, "it went out of sight"));
    unseen.replaceAll((name, why) -> why + Journal.told(journal.of(name)));
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
