package natfailover.plan;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.plan.Action.Owner;

/** Brings the tags of nodes and groups in line with what is to be remembered. */
final class Bookkeeping {
  private final Fleet fleet;
  private final List<Placement> placements;

  Bookkeeping(Fleet fleet, List<Placement> placements) {
    this.fleet = fleet;
    this.placements = placements;
  }

  /** The tags to write and to remove. */
  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (Node node : fleet.nodes()) {
      if (!node.gone()) {
        actions.addAll(difference(node.id(), Owner.EC2, node.recorded(), wanted(node)));
      }
    }
    for (Group group : fleet.groups()) {
      actions.addAll(difference(group.name(), Owner.AUTO_SCALING, group.recorded(), group.marks()));
    }
    return actions;
  }

  /** What a node's tags are to say once this plan is carried out. */
  private Marks wanted(Node node) {
    if (node.handBuilt()) {
      return node.marks();
    }
    SortedSet<String> carries = carries(node);
    Marks marks = node.marks().carrying(carries);
    if (!node.recorded().carries().containsAll(carries)) {
      marks = marks.with(Mark.CARRIES_SINCE, fleet.observedAt());
    }
    return startsTrial(node) ? marks.with(Mark.TRIAL_SINCE, fleet.observedAt()) : marks;
  }

  private SortedSet<String> carries(Node node) {
    Egress here = Egress.node(node.id());
    Stream<String> observed =
        fleet.tables().stream()
            .filter(table -> table.ours() && table.egress().equals(here))
            .flatMap(table -> table.zone().stream());
    Stream<String> coming =
        placements.stream()
            .filter(placement -> placement.waiting() || !placement.moves().isEmpty())
            .filter(placement -> isTarget(placement, node))
            .map(Placement::zone);
    return Stream.concat(observed, coming).collect(toCollection(TreeSet::new));
  }

  /** Traffic comes to a node that could not prove its egress for want of a public address. */
  private boolean startsTrial(Node node) {
    return !node.attachment().publicAddress()
        && placements.stream()
            .anyMatch(placement -> !placement.moves().isEmpty() && isTarget(placement, node));
  }

  private static boolean isTarget(Placement placement, Node node) {
    return placement.target().flatMap(Ladder.Place::node).filter(node::equals).isPresent();
  }

  private static List<Action> difference(String resource, Owner owner, Marks from, Marks to) {
    Map<String, String> set = new TreeMap<>();
    to.values()
        .forEach(
            (mark, value) -> {
              if (!Objects.equals(from.values().get(mark), value)) {
                set.put(mark.tag(), value);
              }
            });
    Set<String> gone =
        from.values().keySet().stream()
            .filter(mark -> !to.values().containsKey(mark))
            .map(Mark::tag)
            .collect(toSet());
    List<Action> actions = new ArrayList<>();
    if (!set.isEmpty()) {
      actions.add(new Action.Tag(resource, owner, set, "to be remembered"));
    }
    if (!gone.isEmpty()) {
      actions.add(new Action.Untag(resource, owner, gone, "no longer true"));
    }
    return actions;
  }
}
