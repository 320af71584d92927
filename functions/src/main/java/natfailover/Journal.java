package natfailover;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.plan.Action;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Action.PointRoute;
import natfailover.plan.Action.Tag;
import natfailover.plan.Fleet;
import natfailover.plan.Mark;
import natfailover.plan.Node;
import natfailover.plan.Outcome;
import natfailover.plan.Outcome.Result;
import natfailover.plan.Plan;

/** What has been done so far in this invocation, by fleet. */
final class Journal {
  private static final String DOUBT = Mark.SUSPECT_SINCE.tag();

  /** The tags with which something begins that is looked at again. */
  private static final Set<String> BEGINNINGS =
      Stream.of(
              Mark.READY_SINCE,
              Mark.TRIAL_SINCE,
              Mark.CARRIES_SINCE,
              Mark.CARRIED_UNTIL,
              Mark.SUSPECT_SINCE)
          .map(Mark::tag)
          .collect(toSet());

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
            } else if (!stillWanted(outcome, fleet, plan)) {
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

  /** Whether the same has been done before. */
  boolean did(Action action) {
    return done(all()).anyMatch(done -> same(done, action) && done.to().equals(action.to()));
  }

  /** Whether anything was set going that takes its time; others look after what they began. */
  boolean waits() {
    return done(all())
        .anyMatch(
            action ->
                action instanceof Tag tag
                    && !Collections.disjoint(tag.tags().keySet(), BEGINNINGS));
  }

  /** Whether any traffic was moved. */
  boolean moved() {
    return done(all()).anyMatch(PointRoute.class::isInstance);
  }

  private static Stream<Action> done(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.result() == Result.DONE)
        .map(Outcome::action);
  }

  /** The fleets for which anything was tried. */
  Set<String> fleets() {
    return entries.keySet();
  }

  /** What was done, in words, to be added to why no more can be said. */
  static String told(List<Outcome> outcomes) {
    return outcomes.isEmpty()
        ? "; nothing was changed"
        : "; before that: " + String.join(", ", outcomes.stream().map(Journal::told).toList());
  }

  private static String told(Outcome outcome) {
    String result = outcome.result().name().toLowerCase(Locale.ROOT);
    String error = outcome.error().map(why -> " (" + why + ")").orElse("");
    return outcome.action().kind()
        + " "
        + outcome.action().resource()
        + " "
        + (outcome.result() == Result.CONTESTED ? "open" : result)
        + error;
  }

  /** A node that could not be told what it is to carry will not answer, so it is not waited for. */
  Fleet withoutAnswersThatCannotCome(Fleet fleet) {
    Set<String> untold =
        of(fleet.name()).stream()
            .filter(outcome -> outcome.result() == Result.FAILED && tells(outcome.action()))
            .map(outcome -> outcome.action().resource())
            .collect(toSet());
    return fleet.mapNodes(
        node -> untold.contains(node.id()) ? node.answering(fleet.zones()) : node);
  }

  /**
   * A node has proved itself in the very second of a doubt, which is all that events tell of their
   * time; where we have written the doubt down and it is gone, the proof came after it.
   */
  Fleet withoutDoubtsThatWereEnded(Fleet sighted, Fleet known) {
    Map<String, Instant> doubted = new HashMap<>();
    for (Action action : done(of(sighted.name())).toList()) {
      if (action instanceof Tag tag && tag.tags().containsKey(DOUBT)) {
        doubted.put(tag.resource(), Instant.parse(tag.tags().get(DOUBT)));
      }
    }
    return known.mapNodes(
        node ->
            Optional.ofNullable(doubted.get(node.id()))
                .flatMap(since -> sighted.node(node.id()).flatMap(seen -> proof(seen, since)))
                .map(proof -> node.with(node.marks().undoubted().with(Mark.READY_SINCE, proof)))
                .orElse(node));
  }

  /** When a node that is doubted no longer proved itself, if not before the doubt. */
  private static Optional<Instant> proof(Node node, Instant doubt) {
    return node.marks()
        .time(Mark.READY_SINCE)
        .filter(ready -> !ready.isBefore(doubt))
        .filter(_ -> node.marks().time(Mark.SUSPECT_SINCE).isEmpty());
  }

  private static boolean tells(Action action) {
    return action instanceof Tag tag && tag.tags().containsKey(Mark.CARRIES.tag());
  }

  private static boolean stillWanted(Outcome outcome, Fleet fleet, Plan plan) {
    return outcome.action() instanceof CompleteLifecycle
        ? mayStillWait(outcome, fleet)
        : plan.actions().stream().anyMatch(action -> same(action, outcome.action()));
  }

  private static boolean same(Action a, Action b) {
    return a.kind().equals(b.kind()) && a.resource().equals(b.resource());
  }

  /** Auto Scaling says that nothing waits while the wait has not begun, too. */
  private static boolean mayStillWait(Outcome outcome, Fleet fleet) {
    return fleet
        .node(outcome.action().resource())
        .filter(
            node ->
                node.lifecycle(
                    lifecycle ->
                        lifecycle.state().equals("Pending") || lifecycle.state().endsWith(":Wait")))
        .isPresent();
  }
}
