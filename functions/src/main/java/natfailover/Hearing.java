package natfailover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.Look.Mode;
import natfailover.aws.Calls;
import natfailover.plan.Evidence.Probed;
import natfailover.plan.Fleet;
import natfailover.plan.Inquiry;
import natfailover.plan.Inquiry.Question;
import natfailover.plan.Marks;
import natfailover.plan.Node;
import natfailover.plan.Plan;
import natfailover.plan.ProbeVerdict;

/**
 * What probers say in the course of one invocation.
 *
 * <p>They are asked when nothing is left to do, so that no failover waits for them. One who gets
 * nothing through is asked again some seconds later, after another look at where the traffic goes,
 * and believed if it says the same: an address or a route that is just being moved, or a burst of
 * loss, is over by then, while a wrong move costs every connection of a node that nobody copies.
 * Twice within the invocation rather than in two sweeps, which would be a minute more of a real
 * outage.
 */
final class Hearing {
  private final Court court;
  private final Mode mode;
  private final List<Probed> heard = new ArrayList<>();
  private final Set<Question> doubts = new HashSet<>();
  private int asked;

  Hearing(Court court, Mode mode) {
    this.court = court;
    this.mode = mode;
  }

  /** The fleet with all that was said. */
  Fleet lay(Fleet fleet) {
    return court.lay(fleet, heard);
  }

  /**
   * Asks whom there is to ask; whether anything was said.
   *
   * @param moved whether this invocation has moved traffic, which is to be confirmed
   */
  boolean asks(Map<Fleet, Plan> plans, boolean moved, Calls calls) {
    boolean first = asked == 0 && (mode == Mode.SWEEP || (mode == Mode.REVERSIBLE && moved));
    boolean second = asked == 1 && !doubts.isEmpty();
    if (!first && !second) {
      return false;
    }
    asked++;
    List<Question> questions =
        questions(plans).stream().filter(question -> first || doubts.contains(question)).toList();
    doubts.clear();
    if (first && moved && !questions.isEmpty()) {
      // Packets may still go the old way, and get through.
      calls.waitUntil(calls.now().plus(Inquiry.PAUSE));
    }
    List<Probed> answers = court.ask(calls, questions, court.patience());
    Set<String> shut = Inquiry.shut(answers);
    for (int i = 0; i < answers.size(); i++) {
      Probed answer = answers.get(i);
      if (answer.verdict() != ProbeVerdict.NAT_DOWN) {
        heard.add(answer);
      } else if (!shut.contains(answer.instanceId())) {
        heard.add(answer.withdrawn("nat-down, though another prober gets through the node"));
      } else if (first) {
        doubts.add(questions.get(i));
      } else {
        heard.add(answer);
      }
    }
    if (!doubts.isEmpty()) {
      calls.waitUntil(calls.now().plus(Inquiry.PAUSE));
    }
    return !answers.isEmpty();
  }

  /** Whether somebody is to be asked again, or something was said of these fleets that is news. */
  boolean wantsAnotherLook(Set<Fleet> fleets) {
    return !doubts.isEmpty()
        || fleets.stream().anyMatch(fleet -> !marks(lay(fleet)).equals(marks(fleet)));
  }

  private static List<Marks> marks(Fleet fleet) {
    return fleet.nodes().stream().map(Node::marks).toList();
  }

  /**
   * Asks about nodes on trial in the time that is waited anyway; so early only a yes counts, and
   * not too early either: packets may go the old way for a while after a route or an address has
   * moved. Of fleets that have just been changed nobody knows yet what their traffic goes through.
   */
  void listen(Map<Fleet, Plan> plans, Calls calls, Instant until) {
    List<Question> questions =
        settled(plans).flatMap(fleet -> new Inquiry(fleet).proofs().stream()).toList();
    Instant asking = calls.now().plus(Inquiry.PAUSE);
    if (questions.isEmpty() || !asking.isBefore(until)) {
      return;
    }
    calls.waitUntil(asking);
    court.ask(calls, questions, Duration.between(calls.now(), until)).stream()
        .filter(answer -> answer.verdict().passes())
        .forEach(heard::add);
  }

  private static Stream<Fleet> settled(Map<Fleet, Plan> plans) {
    return plans.entrySet().stream()
        .filter(entry -> entry.getValue().steps().isEmpty())
        .map(Map.Entry::getKey);
  }

  /** Of fleets for which nothing is left to do. */
  private List<Question> questions(Map<Fleet, Plan> plans) {
    return settled(plans)
        .map(Inquiry::new)
        .flatMap(inquiry -> (mode == Mode.SWEEP ? inquiry.all() : inquiry.proofs()).stream())
        .toList();
  }
}
