package natfailover;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.Look.Mode;
import natfailover.Trigger.Command;
import natfailover.aws.FleetObserver;
import natfailover.plan.Egress;
import natfailover.plan.Evidence;
import natfailover.plan.Fleet;
import natfailover.plan.Group;
import natfailover.plan.Mark;
import natfailover.plan.Node;
import natfailover.plan.Overlay;
import natfailover.plan.Plan;

/** Turns an operator's orders into what is to be looked at and what is to hold. */
final class Orders {
  private final FleetObserver observer;
  private final Overlay overlay;

  Orders(FleetObserver observer, Overlay overlay) {
    this.observer = observer;
    this.overlay = overlay;
  }

  /** What an order means for one invocation, given when it was received. */
  Look look(Command command, Instant now) {
    Set<String> carriers = new HashSet<>();
    return new Look(
        command,
        calls -> observer.named(calls, command.fleet()),
        fleet -> {
          if (carriers.isEmpty()) {
            // As first seen: once the traffic has moved, another node carries it.
            carriers(command, fleet).map(Node::id).forEach(carriers::add);
          }
          return obey(command, fleet, now, carriers);
        },
        (fleet, plan) -> objection(command, fleet, plan),
        command.verb().onlyLooks() || command.dryRun() ? Mode.DRY_RUN : Mode.REVERSIBLE);
  }

  private Fleet obey(Command command, Fleet fleet, Instant now, Set<String> carriers) {
    Instant until = now.plus(command.duration());
    return switch (command.verb()) {
      case STATUS, DOCTOR -> fleet;
      case DRAIN -> drain(fleet, inZone(command, fleet).toList(), command, until);
      case FAILOVER -> {
        List<Node> first = fleet.nodes().stream().filter(n -> carriers.contains(n.id())).toList();
        yield drain(fleet, first, command, until);
      }
      case FAILBACK -> {
        Set<String> lifted = inZone(command, fleet).map(Node::id).collect(toSet());
        yield fleet
            .mapNodes(
                node ->
                    lifted.contains(node.id())
                        ? node.with(node.marks().without(Mark.DRAINED_UNTIL))
                        : node)
            .recalling(command.zone().orElseThrow());
      }
      case PAUSE ->
          fleet.mapGroups(
              group ->
                  concerns(command, group)
                      ? group.with(group.marks().with(Mark.PAUSED_UNTIL, until))
                      : group);
      case RESUME ->
          fleet.mapGroups(
              group ->
                  concerns(command, group)
                      ? group.with(group.marks().without(Mark.PAUSED_UNTIL))
                      : group);
    };
  }

  private Fleet drain(Fleet fleet, List<Node> nodes, Command command, Instant until) {
    String source =
        command.kind() + " by order" + command.reason().map(why -> ": " + why).orElse("");
    List<Evidence> leaving =
        nodes.stream()
            .<Evidence>map(
                node -> new Evidence.Leaving(node.id(), fleet.observedAt(), source, until))
            .toList();
    return overlay.lay(fleet, leaving);
  }

  private static boolean concerns(Command command, Group group) {
    return command.zone().map(group.zones()::contains).orElse(true);
  }

  private static Stream<Node> inZone(Command command, Fleet fleet) {
    return fleet.nodes().stream()
        .filter(node -> command.zone().filter(node.zone()::equals).isPresent());
  }

  private static Stream<Node> carriers(Command command, Fleet fleet) {
    return fleet.nodes().stream()
        .filter(
            node ->
                command.zone().stream()
                    .flatMap(zone -> fleet.tablesOf(zone).stream())
                    .anyMatch(table -> table.egress().equals(Egress.node(node.id()))));
  }

  private static Optional<Refusal> objection(Command command, Fleet fleet, Plan plan) {
    Optional<String> zone = command.zone();
    if (zone.isPresent() && !fleet.zones().contains(zone.get())) {
      return refuse(
          ErrorCode.UNKNOWN_ZONE,
          "zone '%s' is not one of fleet %s; its zones are %s"
              .formatted(zone.get(), fleet.name(), String.join(", ", fleet.zones())));
    }
    return switch (command.verb()) {
      case STATUS, DOCTOR -> Optional.empty();
      case DRAIN -> withoutSecondPath(command, inZone(command, fleet).toList(), fleet, plan);
      case FAILOVER ->
          carriers(command, fleet).findAny().isEmpty()
              ? refuse(
                  ErrorCode.NO_CARRIER,
                  "no node of fleet %s carries zone %s now; see {\"command\": \"status\"}"
                      .formatted(fleet.name(), zone.orElseThrow()))
              : withoutSecondPath(command, carriers(command, fleet).toList(), fleet, plan);
      case FAILBACK -> withoutNode(command, fleet);
      case PAUSE, RESUME ->
          fleet.groups().stream().noneMatch(group -> concerns(command, group))
              ? refuse(
                  ErrorCode.NO_GROUP,
                  "fleet %s has no Auto Scaling group%s, and a pause is a tag of its groups"
                      .formatted(fleet.name(), zone.map(name -> " in " + name).orElse("")))
              : Optional.empty();
    };
  }

  /** The nodes may carry other zones too, which have to go somewhere as well. */
  private static Optional<Refusal> withoutSecondPath(
      Command command, List<Node> drained, Fleet fleet, Plan plan) {
    Set<Egress> left = drained.stream().map(node -> Egress.node(node.id())).collect(toSet());
    return Stream.concat(
            command.zone().stream(),
            fleet.tables().stream()
                .filter(table -> table.ours() && left.contains(table.egress()))
                .flatMap(table -> table.zone().stream()))
        .filter(plan.unprotected()::containsKey)
        .findFirst()
        .flatMap(
            zone ->
                refuse(
                    ErrorCode.NO_SECOND_PATH,
                    ("zone %s of fleet %s has no other fit node and no NAT gateway to go to; bring"
                            + " up a second node first")
                        .formatted(zone, fleet.name())));
  }

  private static Optional<Refusal> withoutNode(Command command, Fleet fleet) {
    List<Node> own = inZone(command, fleet).toList();
    if (own.stream().anyMatch(node -> fleet.health(node).fit())) {
      return Optional.empty();
    }
    String states =
        own.isEmpty()
            ? "it has none"
            : String.join(
                "; ",
                own.stream()
                    .map(n -> n.id() + " " + String.join(", ", fleet.health(n).evidence()))
                    .toList());
    return refuse(
        ErrorCode.NO_FIT_NODE,
        "zone %s of fleet %s has no fit node of its own to come back to: %s"
            .formatted(command.zone().orElseThrow(), fleet.name(), states));
  }

  private static Optional<Refusal> refuse(ErrorCode code, String message) {
    return Optional.of(new Refusal(code, message));
  }
}
