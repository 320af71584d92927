package natfailover.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.plan.Action.Tag;

/** Fleets whose nodes have been told their configuration, so that tests see what else is done. */
final class Configured {
  private Configured() {}

  /** The same fleet with every node's configuration in its tags. */
  static Fleet fleet(Fleet fleet) {
    List<Tag> tags =
        new Planner(Policy.DEFAULT)
            .plan(fleet).actions().stream()
                .filter(Action::canWait)
                .flatMap(action -> action instanceof Tag tag ? Stream.of(tag) : Stream.empty())
                .toList();
    return fleet.mapNodes(node -> told(node, tags));
  }

  private static Node told(Node node, List<Tag> tags) {
    Node result = node;
    for (Tag tag : tags) {
      if (tag.resource().equals(node.id())) {
        result = with(result, Marks.of(tag.tags()));
      }
    }
    return result;
  }

  private static Node with(Node node, Marks more) {
    return new Node(
        node.id(),
        node.zone(),
        node.attachment(),
        node.launchedAt(),
        node.state(),
        node.checks(),
        node.membership(),
        both(node.recorded(), more),
        both(node.marks(), more),
        node.answered(),
        node.notes());
  }

  private static Marks both(Marks marks, Marks more) {
    Marks result = marks;
    for (var entry : more.values().entrySet()) {
      result = result.with(entry.getKey(), Optional.of(entry.getValue()));
    }
    return result;
  }
}
