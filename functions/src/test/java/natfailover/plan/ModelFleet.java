package natfailover.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.Owner;
import natfailover.plan.Action.PointRoute;
import natfailover.plan.Action.Verdict;

/** AWS as far as a plan can change it: carries out actions and tells what the fleet is then. */
final class ModelFleet {
  private ModelFleet() {}

  /** The fleet as it is seen after all actions of a plan, in their order. */
  static Fleet after(Fleet fleet, List<Action> actions) {
    Fleet result = seenAgain(fleet);
    for (Action action : actions) {
      result = apply(result, action);
    }
    return result;
  }

  /** A new look: the tags are all that is remembered, and what passes by itself has passed. */
  private static Fleet seenAgain(Fleet fleet) {
    return fleet
        .mapNodes(node -> change(node, node.attachment(), node.recorded()))
        .mapGroups(group -> group.with(group.recorded()));
  }

  private static Fleet apply(Fleet fleet, Action action) {
    return switch (action) {
      case PointRoute route -> point(fleet, route);
      case MoveAddress move -> ModelAddresses.associate(fleet, move);
      case Action.TryAddress _ -> fleet;
      case Action.DisableSourceDestCheck check ->
          mapNode(fleet, check.resource(), node -> withoutCheck(node));
      case CompleteLifecycle complete ->
          mapNode(fleet, complete.resource(), node -> complete(node, complete));
      case Action.Condemn condemn ->
          mapNode(fleet, condemn.resource(), node -> end(node, "Terminating"));
      case Action.Tag tag ->
          tag(fleet, tag.resource(), tag.owner(), marks -> tagged(marks, tag.tags(), Set.of()));
      case Action.Untag untag ->
          tag(
              fleet,
              untag.resource(),
              untag.owner(),
              marks -> tagged(marks, Map.of(), untag.keys()));
    };
  }

  private static Fleet point(Fleet fleet, PointRoute route) {
    return with(
        fleet,
        fleet.tables().stream()
            .map(
                table ->
                    table.id().equals(route.resource())
                        ? new Table(
                            table.id(),
                            table.zone(),
                            table.subnets(),
                            table.networks(),
                            route.target(),
                            table.leaving())
                        : table)
            .toList(),
        fleet.addresses());
  }

  private static Node withoutCheck(Node node) {
    Attachment a = node.attachment();
    return change(
        node,
        new Attachment(
            a.networkInterface(), a.privateAddress(), a.adoptionAddress(), a.publicIp(), false),
        node.marks());
  }

  private static Node complete(Node node, CompleteLifecycle complete) {
    return switch (complete.transition()) {
      case TERMINATING -> end(node, "Terminating:Proceed");
      case LAUNCHING ->
          complete.verdict() == Verdict.ABANDON
              ? end(node, "Terminating")
              : node.with(in(complete.membership(), "InService"));
    };
  }

  private static Node end(Node node, String state) {
    return node.membership()
        .map(m -> node.with(in(m, state)).with(InstanceState.SHUTTING_DOWN))
        .orElse(node);
  }

  static Membership in(Membership membership, String state) {
    return new Membership(membership.group(), new Lifecycle(state), Optional.empty());
  }

  private static Fleet tag(Fleet fleet, String id, Owner owner, UnaryOperator<Marks> change) {
    return switch (owner) {
      case EC2 ->
          mapNode(
              fleet, id, node -> change(node, node.attachment(), change.apply(node.recorded())));
      case AUTO_SCALING ->
          fleet.mapGroups(
              group -> {
                Marks marks = change.apply(group.recorded());
                return group.name().equals(id)
                    ? new Group(group.name(), group.zones(), group.desired(), marks, marks)
                    : group;
              });
    };
  }

  private static Marks tagged(Marks marks, Map<String, String> set, Set<String> gone) {
    Map<Mark, String> values = new EnumMap<>(Mark.class);
    values.putAll(marks.values());
    values.keySet().removeIf(mark -> gone.contains(mark.tag()));
    values.putAll(Marks.of(set).values());
    return new Marks(values);
  }

  private static Fleet mapNode(Fleet fleet, String id, UnaryOperator<Node> change) {
    return fleet.mapNodes(node -> node.id().equals(id) ? change.apply(node) : node);
  }

  static Fleet with(Fleet fleet, List<Table> tables, List<Address> addresses) {
    return new Fleet(
        fleet.name(),
        fleet.observedAt(),
        fleet.nodes(),
        tables,
        addresses,
        fleet.gateways(),
        fleet.groups(),
        fleet.recalled());
  }

  static Node change(Node node, Attachment attachment, Marks tags) {
    return new Node(
        node.id(),
        node.zone(),
        attachment,
        node.launchedAt(),
        node.state(),
        node.checks(),
        node.membership(),
        tags,
        tags,
        Set.of(),
        List.of());
  }
}
