package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import natfailover.plan.Evidence.Unreachable;

/**
 * What becomes of a neighbour's word against a node. That of a fit neighbour is believed at once
 * and for a while. A node that speaks for itself soon refutes it: then its traffic may come home
 * without a new hold-down, and for some time the next accusation between the two is believed only
 * when the node has had time to answer. Later words end the doubt, but the node was away and is
 * held down.
 */
final class Accusations {
  /** How a neighbour says that it hears the node, and hears it say that it is not well. */
  private static final String CONFESSION = "peer says";

  /** How soon an accused node has to speak for itself to refute the accusation. */
  static final Duration ANSWER = Duration.ofSeconds(8);

  /** For how many times an accusation's length a refuted accuser has to wait for an answer. */
  private static final int WARINESS = 10;

  /** How far apart two see the same path break: detection, and times cut to whole seconds. */
  private static final Duration SAME_TIME = Duration.ofSeconds(2);

  private final Policy policy;

  Accusations(Policy policy) {
    this.policy = policy;
  }

  /** The fleet with an accusation counted, for what it says of the accuser too. */
  Fleet lay(Fleet fleet, Unreachable silent) {
    Fleet spoken =
        fleet.mapNodes(
            node ->
                node.id().equals(silent.accuser()) && standsAccusedBy(node, silent)
                    ? refute(node, silent.at())
                    : node);
    return spoken.mapNodes(
        node -> node.id().equals(silent.instanceId()) ? accuse(spoken, node, silent) : node);
  }

  /** Two that accuse each other are both alive: the path between them is not. */
  private boolean standsAccusedBy(Node node, Unreachable silent) {
    SortedSet<String> accusers = node.marks().words(Mark.ACCUSED_BY);
    return accusers.size() == 1
        && accusers.contains(silent.instanceId())
        && refutes(node, silent.at());
  }

  /**
   * The fleet without the doubts of two that accused each other at the same time, each in an
   * invocation that did not see the other: neither may be able to speak any more.
   */
  Fleet strikeMutual(Fleet fleet) {
    return fleet.mapNodes(
        node ->
            node.marks().words(Mark.ACCUSED_BY).stream()
                .flatMap(accuser -> fleet.node(accuser).stream())
                .flatMap(accuser -> bothAccusedAt(node, accuser).stream())
                .findFirst()
                .map(at -> refute(node, at))
                .orElse(node));
  }

  private static Optional<Instant> bothAccusedAt(Node one, Node other) {
    boolean mutual =
        one.marks().words(Mark.ACCUSED_BY).equals(Set.of(other.id()))
            && other.marks().words(Mark.ACCUSED_BY).equals(Set.of(one.id()));
    Optional<Instant> first = one.marks().time(Mark.SUSPECT_SINCE).filter(_ -> mutual);
    return first.flatMap(
        at ->
            other
                .marks()
                .time(Mark.SUSPECT_SINCE)
                .filter(then -> Duration.between(at, then).abs().compareTo(SAME_TIME) <= 0)
                .map(then -> then.isAfter(at) ? then : at));
  }

  /**
   * Whether a word of the node's own, of this time, comes soon enough to refute what it is about.
   */
  boolean refutes(Node node, Instant at) {
    return node.marks().values().containsKey(Mark.ACCUSED_BY)
        && node.marks()
            .time(Mark.SUSPECT_SINCE)
            .filter(since -> !at.isBefore(since) && !at.isAfter(since.plus(ANSWER)))
            .isPresent();
  }

  /** The node with the accusation that it refuted struck out, and remembered as such. */
  Node refute(Node node, Instant at) {
    Disputes disputes = Disputes.of(node.marks());
    for (String accuser : node.marks().words(Mark.ACCUSED_BY)) {
      disputes = disputes.and(accuser, at);
    }
    return node.with(disputes.noted(node.marks().undoubted()));
  }

  private Node accuse(Fleet fleet, Node node, Unreachable silent) {
    Instant until = silent.at().plus(policy.accusation());
    Optional<Node> accuser =
        fleet.node(silent.accuser()).filter(by -> !by.equals(node) && fleet.health(by).fit());
    if (accuser.isEmpty()
        || Overlay.outdated(node, silent)
        || refuted(node, silent)
        || (unprovable(node, silent) && !confessed(node, fleet.observedAt()))
        || !until.isAfter(fleet.observedAt())) {
      return node;
    }
    boolean longer =
        node.suspect(fleet.observedAt())
            && node.marks().time(Mark.SUSPECT_UNTIL).map(until::isBefore).orElse(true);
    Node result = longer ? node : node.with(accused(node, accuser.get(), silent, until));
    Node noted = confesses(silent) ? result : result.noting(silent.accuser() + " does not hear it");
    return silent.lines().stream().reduce(noted, Node::noting, (_, last) -> last);
  }

  private Marks accused(Node node, Node accuser, Unreachable silent, Instant until) {
    boolean fresh = !node.doubted(silent.at());
    boolean silenceOnly = fresh || node.marks().values().containsKey(Mark.ACCUSED_BY);
    Marks marks = Overlay.doubt(node, silent.at(), Optional.of(until));
    if (confesses(silent) || !silenceOnly) {
      return marks;
    }
    SortedSet<String> by = new TreeSet<>(node.marks().words(Mark.ACCUSED_BY));
    if (fresh) {
      by.clear();
      marks = holdingDown(node, marks);
    }
    return by.add(accuser.id())
        ? disputes(node, accuser, silent.at()).noted(marks.with(Mark.ACCUSED_BY, by))
        : marks.with(Mark.ACCUSED_BY, by);
  }

  /** The node's that still count, also one that only the accuser knows of: it goes both ways. */
  private Disputes disputes(Node node, Node accuser, Instant at) {
    Instant start = at.minus(policy.accusation().multipliedBy(WARINESS));
    Disputes own = Disputes.of(node.marks()).after(start);
    return own.with(accuser.id()).isPresent()
        ? own
        : Disputes.of(accuser.marks())
            .after(start)
            .with(node.id())
            .map(time -> own.and(accuser.id(), time))
            .orElse(own);
  }

  /** A doubt that has lapsed unrefuted began a hold-down, which this one must not make forget. */
  private static Marks holdingDown(Node node, Marks marks) {
    Optional<Instant> lapsed =
        node.marks()
            .time(Mark.SUSPECT_UNTIL)
            .filter(time -> node.readySince().filter(time::isAfter).isPresent());
    boolean onTrial = node.marks().time(Mark.TRIAL_SINCE).isPresent();
    return lapsed.isPresent() && !node.handBuilt() && !onTrial
        ? marks.with(Mark.READY_SINCE, lapsed.get())
        : marks;
  }

  /** The node itself says so, if by another's mouth: nothing to be refuted. */
  private static boolean confesses(Unreachable silent) {
    return silent.lines().stream().anyMatch(line -> line.startsWith(CONFESSION));
  }

  /**
   * Without a public address nothing gets out, which says nothing of the node itself; nor does what
   * was said before the address came. That is what the trial is for.
   */
  private static boolean unprovable(Node node, Unreachable silent) {
    Optional<Instant> trial = node.marks().time(Mark.TRIAL_SINCE);
    return (!node.attachment().publicAddress() || trial.filter(silent.at()::isBefore).isPresent())
        && confesses(silent)
        && silent.lines().stream()
            .filter(line -> line.startsWith(CONFESSION))
            .allMatch(line -> line.startsWith(CONFESSION + " no-egress"));
  }

  /** Whether it is doubted for more than silence: then it lacked egress when it had an address. */
  private static boolean confessed(Node node, Instant now) {
    return node.suspect(now) && !node.marks().values().containsKey(Mark.ACCUSED_BY);
  }

  /** Whether this very word has been refuted already: an invocation counts it in every round. */
  private static boolean refuted(Node node, Unreachable silent) {
    return Disputes.of(node.marks())
        .with(silent.accuser())
        .filter(cleared -> !silent.at().isAfter(cleared))
        .isPresent();
  }
}
