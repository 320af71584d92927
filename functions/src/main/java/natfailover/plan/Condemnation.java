package natfailover.plan;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Action.Condemn;
import natfailover.plan.Action.Verdict;

/**
 * Picks at most one node that has been doubted for too long, to have it replaced. Never while there
 * is neither a fit node nor a gateway, never one that carries traffic, never in two zones at a
 * time: also not in the gap between the end of one node and the launch of the next.
 */
final class Condemnation {
  private final Fleet fleet;
  private final Policy policy;

  Condemnation(Fleet fleet, Policy policy) {
    this.fleet = fleet;
    this.policy = policy;
  }

  /** The node to give up, if there is one. */
  Optional<Action> condemn() {
    boolean otherPath =
        fleet.nodes().stream().anyMatch(node -> fleet.health(node).fit())
            || fleet.gateways().stream().anyMatch(Gateway::available);
    if (!otherPath) {
      return Optional.empty();
    }
    return fleet.nodes().stream()
        .filter(node -> !fleet.paused(node.zone()) && doubtedForLong(node) && idle(node))
        .sorted(comparing(Node::zone).thenComparing(Node::id))
        .filter(node -> fleet.nodes().stream().noneMatch(other -> changesElsewhere(other, node)))
        .filter(node -> fleet.groups().stream().noneMatch(group -> lacksElsewhere(group, node)))
        .flatMap(node -> giveUp(node).stream())
        .findFirst();
  }

  private Optional<Action> giveUp(Node node) {
    String reason = String.join(", ", fleet.health(node).evidence());
    if (node.lifecycle(Lifecycle::inService)) {
      return Optional.of(new Condemn(node.id(), reason));
    }
    return node.membership()
        .filter(membership -> membership.lifecycle().awaitsLaunch())
        .map(
            membership ->
                new CompleteLifecycle(
                    node.id(), membership, Transition.LAUNCHING, Verdict.ABANDON, reason));
  }

  /**
   * Whether a node is coming or going in another zone, or goes once there is another for it. One
   * that is given up while it stands by stays: its group replaces none that is not in service.
   */
  private static boolean changesElsewhere(Node other, Node node) {
    return !other.zone().equals(node.zone())
        && other.lifecycle(
            lifecycle ->
                lifecycle.launching()
                    || lifecycle.terminating()
                    || (lifecycle.givenUp() && lifecycle.inService()));
  }

  /** Whether a group that serves another zone has fewer nodes than it is to have. */
  private boolean lacksElsewhere(Group group, Node node) {
    long members =
        fleet.nodes().stream()
            .filter(member -> member.membership().filter(m -> holds(m, group)).isPresent())
            .filter(member -> !member.gone())
            .count();
    return !group.zones().equals(List.of(node.zone())) && members < group.desired();
  }

  private static boolean holds(Membership membership, Group group) {
    Lifecycle lifecycle = membership.lifecycle();
    return membership.group().equals(group.name())
        && (lifecycle.inService() || lifecycle.launching());
  }

  private boolean doubtedForLong(Node node) {
    boolean replaceable =
        node.running()
            && node.lifecycle(lifecycle -> lifecycle.inService() || lifecycle.awaitsLaunch())
            && !node.lifecycle(Lifecycle::givenUp);
    return replaceable
        && doubtedSince(node)
            .filter(since -> !fleet.observedAt().isBefore(since.plus(policy.condemnAfter())))
            .isPresent();
  }

  private Optional<Instant> doubtedSince(Node node) {
    Optional<Instant> suspect =
        node.suspect(fleet.observedAt()) ? node.marks().time(Mark.SUSPECT_SINCE) : Optional.empty();
    Optional<Instant> impaired =
        node.checks().verdict() == Checks.Verdict.IMPAIRED
            ? node.checks().impairedSince()
            : Optional.empty();
    return Stream.of(suspect, impaired, node.natDownSince(fleet.observedAt()))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private boolean idle(Node node) {
    return fleet.tables().stream()
        .noneMatch(table -> table.egress().equals(Egress.node(node.id())));
  }
}
