package natfailover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import natfailover.Look.Mode;
import natfailover.Trigger.Command;
import natfailover.Trigger.Ignored;
import natfailover.Trigger.NotUnderstood;
import natfailover.Trigger.Scope;
import natfailover.Trigger.Signal;
import natfailover.Trigger.Sweep;
import natfailover.Trigger.Verb;
import natfailover.aws.Calls;
import natfailover.aws.FleetObserver;
import natfailover.aws.Sighting;
import natfailover.plan.Evidence;
import natfailover.plan.Overlay;

/** Answers triggers: tells what each is about, has it reconciled, and reports. */
final class Controller {
  private final FleetObserver observer;
  private final Overlay overlay;
  private final Orders orders;
  private final Reconciler reconciler;
  private final Consultation consultation;

  Controller(
      FleetObserver observer, Overlay overlay, Reconciler reconciler, Consultation consultation) {
    this.observer = observer;
    this.overlay = overlay;
    this.orders = new Orders(observer, overlay);
    this.reconciler = reconciler;
    this.consultation = consultation;
  }

  /**
   * Answers every trigger of one invocation, news of several instances together.
   *
   * @param function the ARN that was invoked
   */
  Report answer(List<Trigger> triggers, Calls calls, String function) {
    List<Signal> signals = new ArrayList<>();
    List<Sweep> sweeps = new ArrayList<>();
    Report report = new Report();
    for (Trigger trigger : triggers) {
      switch (trigger) {
        case Signal signal -> signals.add(signal);
        case Sweep sweep -> sweeps.add(sweep);
        case Ignored ignored -> report.ignored(ignored, ignored.because());
        case NotUnderstood notUnderstood -> report.notUnderstood(notUnderstood);
        case Command command -> {
          Look look = orders.look(command, calls.now());
          report.add(command, look.mode(), obey(look, command, calls, function));
        }
      }
    }
    look(signals, sweeps)
        .ifPresent(
            look -> report.add(look.trigger(), look.mode(), reconciler.reconcile(look, calls)));
    return report;
  }

  private Finding obey(Look look, Command command, Calls calls, String function) {
    return switch (reconciler.reconcile(look, calls)) {
      case Finding.Ignored _ -> unknownFleet(command, calls);
      case Finding.Reconciled seen
          when command.verb() == Verb.DOCTOR && seen.fleets().size() == 1 ->
          consultation.examine(seen, calls, function);
      case Finding finding -> finding;
    };
  }

  private Finding unknownFleet(Command command, Calls calls) {
    String known =
        switch (observer.all(calls)) {
          case Sighting.Seen seen when !seen.fleets().isEmpty() ->
              "the fleets here are "
                  + String.join(", ", seen.fleets().stream().map(fleet -> fleet.name()).toList());
          case Sighting.Seen _, Sighting.NotOurs _ ->
              "there is no fleet in this account and region";
          case Sighting.Blind(String because) -> "which there are could not be seen: " + because;
        };
    return new Finding.Refused(
        new Refusal(
            ErrorCode.UNKNOWN_FLEET,
            "fleet '%s' is not known; %s".formatted(command.fleet(), known)));
  }

  /** One look for all news: where the one signal says, or everywhere when there are several. */
  private Optional<Look> look(List<Signal> signals, List<Sweep> sweeps) {
    if (signals.isEmpty() && sweeps.isEmpty()) {
      return Optional.empty();
    }
    List<Evidence> evidence = signals.stream().flatMap(s -> s.evidence().stream()).toList();
    boolean everywhere =
        !sweeps.isEmpty() || signals.stream().map(Signal::scope).distinct().count() > 1;
    Trigger trigger = sweeps.isEmpty() ? signals.getFirst() : sweeps.getFirst();
    return Optional.of(
        new Look(
            trigger,
            everywhere ? observer::all : scoped(signals.getFirst().scope()),
            fleet -> overlay.lay(fleet, evidence),
            (_, _) -> Optional.empty(),
            sweeps.isEmpty() ? Mode.REVERSIBLE : Mode.SWEEP));
  }

  private Function<Calls, Sighting> scoped(Scope scope) {
    return switch (scope) {
      case Scope.Instance(String id) -> calls -> observer.ofInstance(calls, id);
      case Scope.Group(String name) -> calls -> observer.ofGroup(calls, name);
      case Scope.FleetNamed(String name, Set<String> instances) -> {
        String sender = instances.iterator().next();
        yield calls -> observer.ofMember(calls, name, sender);
      }
    };
  }
}
