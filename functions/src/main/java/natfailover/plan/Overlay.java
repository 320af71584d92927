package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lays evidence over a fleet that was observed; what is stale or not to be believed is dropped. */
public final class Overlay {
  /** EC2 may describe an instance as running for some seconds after it said that it stops. */
  private static final Duration DESCRIBE_LAG = Duration.ofSeconds(30);

  private final Policy policy;

  /** An overlay of this patience. */
  public Overlay(Policy policy) {
    this.policy = policy;
  }

  /** The fleet with the evidence counted, piece by piece in the order given. */
  public Fleet lay(Fleet fleet, List<Evidence> evidence) {
    Fleet result = fleet;
    for (Evidence piece : evidence) {
      Fleet before = result;
      result =
          before.mapNodes(
              node -> node.id().equals(piece.instanceId()) ? lay(before, node, piece) : node);
    }
    return result;
  }

  private Node lay(Fleet fleet, Node node, Evidence piece) {
    return switch (piece) {
      case Evidence.StateChanged changed -> state(fleet.observedAt(), node, changed);
      case Evidence.Ready ready -> ready(node, ready);
      case Evidence.Impaired impaired -> impaired(node, impaired);
      case Evidence.Unreachable silent -> unreachable(fleet, node, silent);
      case Evidence.Leaving leaving -> leaving(fleet.observedAt(), node, leaving);
      case Evidence.Waiting waiting -> waiting(fleet.observedAt(), node, waiting);
    };
  }

  /** An end is final; a stop counts while Describe may lag behind it. */
  private static Node state(Instant now, Node node, Evidence.StateChanged changed) {
    boolean fresh =
        !changed.at().isBefore(node.launchedAt()) && changed.at().isAfter(now.minus(DESCRIBE_LAG));
    boolean believed =
        switch (changed.state()) {
          case PENDING, RUNNING -> false;
          case STOPPING, STOPPED -> node.running() && fresh;
          case SHUTTING_DOWN -> node.state() != InstanceState.TERMINATED;
          case TERMINATED -> true;
        };
    return believed ? node.with(changed.state()) : node;
  }

  private static Node ready(Node node, Evidence.Ready ready) {
    if (node.handBuilt()
        || ready.at().isBefore(node.launchedAt())
        || after(node, Mark.SUSPECT_SINCE, ready.at())) {
      return node;
    }
    boolean news =
        node.readySince().isEmpty()
            || (!after(node, Mark.READY_SINCE, ready.at())
                && (node.marks().time(Mark.SUSPECT_SINCE).isPresent()
                    || Trials.proves(node, ready.at())));
    Marks marks =
        news
            ? node.marks()
                .without(Mark.SUSPECT_SINCE, Mark.SUSPECT_UNTIL)
                .with(Mark.READY_SINCE, ready.at())
            : node.marks();
    return node.with(marks).answering(ready.carries());
  }

  /** Nobody but the node itself could end this doubt, so it is heard only where that can speak. */
  private static Node impaired(Node node, Evidence.Impaired impaired) {
    if (node.handBuilt() || outdated(node, impaired)) {
      return node;
    }
    String symptoms = String.join(", ", impaired.symptoms());
    return doubt(node, impaired.at(), Optional.empty()).noting("says: " + symptoms);
  }

  /** Believed only of a neighbour that is fit itself, and only for a while. */
  private Node unreachable(Fleet fleet, Node node, Evidence.Unreachable silent) {
    Instant until = silent.at().plus(policy.accusation());
    boolean believed =
        !silent.accuser().equals(node.id())
            && !outdated(node, silent)
            && until.isAfter(fleet.observedAt())
            && fleet.node(silent.accuser()).filter(by -> fleet.health(by).fit()).isPresent();
    if (!believed) {
      return node;
    }
    boolean longer =
        node.suspect(fleet.observedAt())
            && node.marks().time(Mark.SUSPECT_UNTIL).map(until::isBefore).orElse(true);
    Node doubted = longer ? node : doubt(node, silent.at(), Optional.of(until));
    return doubted.noting(silent.accuser() + " does not hear it");
  }

  private static Node doubt(Node node, Instant at, Optional<Instant> until) {
    Instant since = node.suspect(at) ? node.marks().time(Mark.SUSPECT_SINCE).orElse(at) : at;
    Marks marks = node.marks().with(Mark.SUSPECT_SINCE, since).without(Mark.SUSPECT_UNTIL);
    return node.with(until.map(time -> marks.with(Mark.SUSPECT_UNTIL, time)).orElse(marks));
  }

  private static Node leaving(Instant now, Node node, Evidence.Leaving leaving) {
    boolean stale = leaving.at().isBefore(node.launchedAt()) || !leaving.until().isAfter(now);
    if (stale || after(node, Mark.DRAINED_UNTIL, leaving.until())) {
      return node;
    }
    return node.with(node.marks().with(Mark.DRAINED_UNTIL, leaving.until()))
        .noting(leaving.source());
  }

  /** The hook's name counts where the group says that it waits, or is about to. */
  private static Node waiting(Instant now, Node node, Evidence.Waiting waiting) {
    boolean fresh = waiting.at().isAfter(now.minus(DESCRIBE_LAG));
    Predicate<Membership> matches =
        membership ->
            switch (waiting.lifecycleWait().transition()) {
              case LAUNCHING -> membership.lifecycle().launching();
              case TERMINATING ->
                  membership.lifecycle().terminating()
                      || (fresh && membership.lifecycle().inService());
            };
    return node.membership()
        .filter(membership -> membership.group().equals(waiting.lifecycleWait().group()))
        .filter(matches)
        .map(membership -> node.with(held(membership, waiting.lifecycleWait())))
        .orElse(node);
  }

  private static Membership held(Membership membership, LifecycleWait lifecycleWait) {
    String state =
        switch (lifecycleWait.transition()) {
          case LAUNCHING -> "Pending:Wait";
          case TERMINATING -> "Terminating:Wait";
        };
    String now = membership.lifecycle().state();
    boolean over = now.endsWith(":Proceed") || now.equals("Terminated");
    return new Membership(
        membership.group(),
        over ? membership.lifecycle() : new Lifecycle(state),
        Optional.of(lifecycleWait));
  }

  /** Whether the node was started, or proved itself, since. */
  private static boolean outdated(Node node, Evidence piece) {
    return piece.at().isBefore(node.launchedAt()) || after(node, Mark.READY_SINCE, piece.at());
  }

  private static boolean after(Node node, Mark mark, Instant time) {
    return node.marks().time(mark).filter(time::isBefore).isPresent();
  }
}
