package natfailover.plan;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import natfailover.plan.Action.Owner;

/** Brings the tags of nodes and groups in line with what is to be remembered and told. */
final class Bookkeeping {
  private final Fleet fleet;
  private final List<Placement> placements;
  private final ZoneNetworks networks;
  private final Peers peers;

  Bookkeeping(Fleet fleet, List<Placement> placements) {
    this.fleet = fleet;
    this.placements = placements;
    this.networks = new ZoneNetworks(fleet);
    this.peers = new Peers(fleet, placements);
  }

  /** The tags to write and to remove. */
  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (Node node : fleet.nodes()) {
      if (!node.gone()) {
        actions.addAll(remembered(node.id(), Owner.EC2, node.recorded(), wanted(node)));
      }
    }
    for (Group group : fleet.groups()) {
      actions.addAll(remembered(group.name(), Owner.AUTO_SCALING, group.recorded(), group.marks()));
    }
    fleet.nodes().stream()
        .filter(node -> !node.gone() && !node.handBuilt())
        .forEach(node -> actions.addAll(told(node)));
    return actions;
  }

  private static List<Action> remembered(String resource, Owner owner, Marks from, Marks to) {
    Predicate<Mark> memory = mark -> !mark.configuration();
    return difference(resource, owner, from.only(memory), to.only(memory));
  }

  /** Apart from the rest, since no traffic waits for it. */
  private List<Action> told(Node node) {
    Marks to = configuration(node);
    Marks from = node.recorded().only(Mark::configuration);
    return difference(node.id(), Owner.EC2, from, to);
  }

  /** What a node is to be told of its place in the fleet. */
  private Marks configuration(Node node) {
    Optional<String> adopts =
        fleet
            .predecessor(node.zone())
            .filter(zone -> fleet.addressOf(zone).isPresent())
            .filter(_ -> node.attachment().adoptionAddress().isPresent())
            .flatMap(networks::tag);
    return Marks.NONE
        .with(Mark.HOME, networks.tag(node.zone()))
        .with(Mark.ADOPTS, adopts)
        .with(Mark.PEERS, peers.tag(node));
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
    marks = marks.with(Mark.CARRIED_UNTIL, carriedUntil(node, carries).map(Instant::toString));
    return startsTrial(node) ? marks.with(Mark.TRIAL_SINCE, fleet.observedAt()) : marks;
  }

  /** Remembered while it stays without traffic, should its group end it before packets follow. */
  private Optional<Instant> carriedUntil(Node node, Set<String> carries) {
    if (!carries.isEmpty() || !node.running()) {
      return Optional.empty();
    }
    return node.recorded().left(fleet.observedAt());
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
    // By itself, since it waits for what the rest does not wait for.
    Optional.ofNullable(set.remove(Mark.TRIAL_SINCE.tag()))
        .map(since -> Map.of(Mark.TRIAL_SINCE.tag(), since))
        .ifPresent(
            trial -> actions.add(new Action.Tag(resource, owner, trial, "its trial begins")));
    if (!set.isEmpty()) {
      boolean told = Action.CONFIGURATION.containsAll(set.keySet());
      String reason = told ? "for the node to know" : "to be remembered";
      actions.add(new Action.Tag(resource, owner, set, reason));
    }
    if (!gone.isEmpty()) {
      actions.add(new Action.Untag(resource, owner, gone, "no longer true"));
    }
    return actions;
  }
}
