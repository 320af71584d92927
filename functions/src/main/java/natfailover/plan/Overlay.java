package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Lays evidence over a fleet that was observed; what is stale or not to be believed is dropped. */
public final class Overlay {
  /** EC2 may describe an instance as running for some seconds after it said that it stops. */
  private static final Duration DESCRIBE_LAG = Duration.ofSeconds(30);

  /** How a node says that it knows no other translation than to its own address. */
  private static final String MASQUERADES = "translation: masquerade";

  private final Accusations accusations;
  private final Testimony testimony;

  /** An overlay of this patience. */
  public Overlay(Policy policy) {
    this.accusations = new Accusations(policy);
    this.testimony = new Testimony(policy);
  }

  /** The fleet with the evidence counted, piece by piece in the order given. */
  public Fleet lay(Fleet fleet, List<Evidence> evidence) {
    Fleet result = fleet;
    for (Evidence piece : evidence) {
      result = lay(result, piece);
    }
    return result;
  }

  private Fleet lay(Fleet fleet, Evidence piece) {
    Instant now = fleet.observedAt();
    return switch (piece) {
      case Evidence.StateChanged changed -> about(fleet, piece, node -> state(now, node, changed));
      case Evidence.Ready ready -> about(fleet, piece, node -> ready(node, ready));
      case Evidence.Impaired impaired -> about(fleet, piece, node -> impaired(node, impaired));
      case Evidence.Unreachable silent -> accusations.lay(fleet, silent);
      case Evidence.Probed probed -> testimony.lay(fleet, probed);
      case Evidence.Leaving leaving -> about(fleet, piece, node -> leaving(now, node, leaving));
      case Evidence.Waiting waiting -> about(fleet, piece, node -> waiting(now, node, waiting));
    };
  }

  private static Fleet about(Fleet fleet, Evidence piece, UnaryOperator<Node> change) {
    return fleet.mapNodes(node -> node.id().equals(piece.instanceId()) ? change.apply(node) : node);
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

  private Node ready(Node node, Evidence.Ready ready) {
    if (node.handBuilt()
        || ready.at().isBefore(node.launchedAt())
        || after(node, Mark.SUSPECT_SINCE, ready.at())) {
      return node;
    }
    boolean refutes = accusations.refutes(node, ready.at());
    Node heard = refutes ? accusations.refute(node, ready.at()) : node;
    boolean news =
        node.readySince().isEmpty()
            || (!after(node, Mark.READY_SINCE, ready.at())
                && (heard.marks().time(Mark.SUSPECT_SINCE).isPresent()
                    || Trials.proves(node, ready.at())));
    Marks marks =
        news ? heard.marks().undoubted().with(Mark.READY_SINCE, ready.at()) : heard.marks();
    Node told = heard.with(translation(marks, ready)).answering(ready.carries());
    return ready.lines().stream().reduce(told, Node::noting, (_, last) -> last);
  }

  /** A word from before the node began to masquerade does not end that. */
  private static Marks translation(Marks marks, Evidence.Ready ready) {
    Optional<Instant> since = marks.time(Mark.MASQUERADES_SINCE);
    if (ready.lines().stream().anyMatch(line -> line.startsWith(MASQUERADES))) {
      return since.isPresent() ? marks : marks.with(Mark.MASQUERADES_SINCE, ready.at());
    }
    return since.filter(ready.at()::isBefore).isPresent()
        ? marks
        : marks.without(Mark.MASQUERADES_SINCE);
  }

  /** Nobody but the node itself could end this doubt, so it is heard only where that can speak. */
  private static Node impaired(Node node, Evidence.Impaired impaired) {
    if (node.handBuilt() || outdated(node, impaired)) {
      return node;
    }
    String symptoms = String.join(", ", impaired.symptoms());
    return node.with(doubt(node, impaired.at(), Optional.empty())).noting("says: " + symptoms);
  }

  /** The node's marks with a doubt; whoever accuses it adds that this can be refuted. */
  static Marks doubt(Node node, Instant at, Optional<Instant> until) {
    Instant since = node.doubted(at) ? node.marks().time(Mark.SUSPECT_SINCE).orElse(at) : at;
    return node.marks()
        .undoubted()
        .with(Mark.SUSPECT_SINCE, since)
        .with(Mark.SUSPECT_UNTIL, until.map(Instant::toString));
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
        over ? membership.lifecycle() : new Lifecycle(state, membership.lifecycle().givenUp()),
        Optional.of(lifecycleWait));
  }

  /** Whether the node was started, or proved itself, since. */
  static boolean outdated(Node node, Evidence piece) {
    return piece.at().isBefore(node.launchedAt()) || after(node, Mark.READY_SINCE, piece.at());
  }

  private static boolean after(Node node, Mark mark, Instant time) {
    return node.marks().time(mark).filter(time::isBefore).isPresent();
  }
}
