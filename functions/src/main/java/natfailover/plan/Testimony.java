package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What becomes of a prober's word on a node.
 *
 * <ul>
 *   <li>That it gets through ends what a prober said before, and the node's trial.
 *   <li>That it does not counts only where a prober of the zone has ever got through, so that one
 *       whose targets, security group or network ACL are wrong from the start moves nothing; and
 *       not where it just said the same of another node, since what two paths have in common is no
 *       fault of the second node. So a prober moves a zone's traffic once until its word lapses.
 *   <li>All else is told, and changes nothing.
 * </ul>
 *
 * <p>The word cannot be refuted by the node, whose own checks may see nothing of the fault. It
 * lapses for a node built by hand, later each time, as nobody would replace that; traffic that
 * comes back is probed at once. A node of a group stays unfit until it is replaced or probed again.
 */
final class Testimony {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Policy policy;

  Testimony(Policy policy) {
    this.policy = policy;
  }

  /** The fleet with a prober's word counted. */
  Fleet lay(Fleet fleet, Evidence.Probed probed) {
    return fleet.mapNodes(
        node ->
            node.id().equals(probed.instanceId()) && !probed.at().isBefore(node.launchedAt())
                ? heard(fleet, node, probed)
                : node);
  }

  private Node heard(Fleet fleet, Node node, Evidence.Probed probed) {
    return switch (probed.verdict()) {
      case EGRESS -> passed(node, probed);
      case SITE_DOWN, DNS_DOWN -> told(passed(node, probed), probed, "");
      case NAT_DOWN -> failed(fleet, node, probed);
      case ZONE_DOWN, UNKNOWN -> told(node, probed, "");
    };
  }

  private static Node passed(Node node, Evidence.Probed probed) {
    Marks marks = node.marks().with(Mark.PROBED_FROM, and(node, Mark.PROBED_FROM, probed.zone()));
    boolean outdated =
        marks.time(Mark.NAT_DOWN_SINCE).filter(since -> probed.at().isBefore(since)).isPresent();
    Marks cleared =
        outdated
            ? marks
            : marks.without(Mark.NAT_DOWN_SINCE, Mark.NAT_DOWN_UNTIL, Mark.NAT_DOWN_FROM);
    return node.with(
        Trials.proves(node, probed.at()) ? cleared.without(Mark.TRIAL_SINCE) : cleared);
  }

  private Node failed(Fleet fleet, Node node, Evidence.Probed probed) {
    boolean everPassed =
        fleet.nodes().stream()
            .anyMatch(any -> any.marks().words(Mark.PROBED_FROM).contains(probed.zone()));
    if (!everPassed) {
      return told(
          node,
          probed,
          ", not believed: it has never got through (look at its targets, security group and"
              + " network ACL)");
    }
    Optional<Node> before =
        fleet.nodes().stream()
            .filter(other -> !other.id().equals(node.id()))
            .filter(other -> other.natDownSince(fleet.observedAt()).isPresent())
            .filter(other -> other.marks().words(Mark.NAT_DOWN_FROM).contains(probed.zone()))
            .findFirst();
    return before.isPresent()
        ? told(
            node,
            probed,
            ", as it said of " + before.get().id() + ": not believed, the cause is another")
        : told(node.with(doubt(node, probed)), probed, "");
  }

  private Marks doubt(Node node, Evidence.Probed probed) {
    boolean goesOn = node.natDownSince(probed.at()).isPresent();
    Duration usual = policy.holdDown().multipliedBy(2);
    Marks marks =
        node.marks()
            .with(Mark.NAT_DOWN_FROM, and(node, Mark.NAT_DOWN_FROM, probed.zone()))
            .with(
                Mark.NAT_DOWN_SINCE,
                goesOn ? node.marks().time(Mark.NAT_DOWN_SINCE).orElse(probed.at()) : probed.at());
    if (!node.handBuilt()) {
      return marks.without(Mark.NAT_DOWN_UNTIL);
    }
    Duration length = goesOn ? usual : longer(usual, node.marks());
    Instant until = probed.at().plus(length);
    boolean longEnough =
        goesOn
            && marks
                .time(Mark.NAT_DOWN_UNTIL)
                .filter(at -> at.isAfter(until.minus(usual.dividedBy(2))))
                .isPresent();
    return longEnough ? marks : marks.with(Mark.NAT_DOWN_UNTIL, until);
  }

  /** As long as usual, or twice as long as the last time where that is more. */
  private static Duration longer(Duration usual, Marks marks) {
    Duration twice =
        marks
            .time(Mark.NAT_DOWN_SINCE)
            .flatMap(
                since -> marks.time(Mark.NAT_DOWN_UNTIL).map(at -> Duration.between(since, at)))
            .map(last -> last.multipliedBy(2))
            .orElse(usual);
    Duration most = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    return most.compareTo(usual) > 0 ? most : usual;
  }

  private static SortedSet<String> and(Node node, Mark mark, String zone) {
    SortedSet<String> zones = new TreeSet<>(node.marks().words(mark));
    zones.add(zone);
    return zones;
  }

  private static Node told(Node node, Evidence.Probed probed, String besides) {
    String verdict =
        probed.verdict() == ProbeVerdict.UNKNOWN
            ? "gave no verdict"
            : "said " + probed.verdict().word();
    String lines = probed.lines().isEmpty() ? "" : ": " + String.join("; ", probed.lines());
    return node.noting(
        "%s %s at %s%s%s".formatted(probed.source(), verdict, probed.at(), besides, lines));
  }
}
