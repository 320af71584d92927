package natfailover.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.plan.Action.DisableSourceDestCheck;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.PointRoute;
import natfailover.plan.Action.Tag;
import natfailover.plan.Action.TryAddress;
import natfailover.plan.Placement.Move;
import natfailover.plan.Plan.Step;

/**
 * In which order a zone's routes and its Elastic IP move. Between the two its traffic is lost, so
 * they go in parallel, with two exceptions. What would leave by another public address in between,
 * which far ends refuse, waits for the Elastic IP. And what still has egress is not to lose it for
 * an Elastic IP that may not move: a planned move first has EC2 say that it may. That tells of
 * rights only; where EC2 fails to move the Elastic IP for another reason after that, the zone is
 * dark until it does, as it is where a route fails. Where some of a zone is down, its Elastic IP
 * waits for nothing, and what still forwards follows it.
 *
 * @param checks the source/destination checks that are switched off, by node id
 */
record ZoneSteps(
    List<Move> moves, Optional<MoveAddress> address, Map<String, DisableSourceDestCheck> checks) {
  List<Step> steps() {
    List<Action> dryRun = actions(dryRun());
    List<Action> leave = dryRun.isEmpty() ? actions(address) : dryRun;
    List<Step> steps = new ArrayList<>();
    dryRun.forEach(first -> steps.add(new Step(first, List.of())));
    address.ifPresent(move -> steps.add(new Step(move, dryRun)));
    moves.forEach(move -> steps.add(step(move, leave)));
    return steps;
  }

  private Optional<TryAddress> dryRun() {
    boolean planned = !moves.isEmpty() && moves.stream().allMatch(Move::planned);
    return address.filter(move -> planned && !displacesAnother(move)).map(TryAddress::new);
  }

  private Step step(Move move, List<Action> leave) {
    Optional<Node> node = move.to().node();
    Action route =
        new PointRoute(
            move.table(),
            move.to().egress(),
            node.flatMap(to -> to.attachment().networkInterface()),
            move.reason());
    List<Action> check = node.map(to -> checkOf(to.id(), checks)).orElse(List.of());
    Stream<Action> awaited = move.planned() ? leave.stream() : Stream.of();
    List<Action> behind = actions(address.filter(ZoneSteps::displacesAnother));
    return new Step(route, Stream.concat(awaited, check.stream()).toList(), behind);
  }

  /**
   * The dry runs before the note that a node is on trial: where EC2 says that the Elastic IP may
   * not move, no traffic comes by which the node could prove its egress.
   */
  static List<Action> trialAfter(Action note, List<ZoneSteps> zones) {
    if (!(note instanceof Tag tag) || !tag.tags().containsKey(Mark.TRIAL_SINCE.tag())) {
      return List.of();
    }
    List<ZoneSteps> coming = zones.stream().filter(zone -> zone.comesTo(tag.resource())).toList();
    List<Action> dryRuns = coming.stream().<Action>flatMap(zone -> zone.dryRun().stream()).toList();
    return dryRuns.size() == coming.size() ? dryRuns : List.of();
  }

  private boolean comesTo(String node) {
    return moves.stream().anyMatch(move -> move.to().egress().equals(Egress.node(node)));
  }

  private static boolean displacesAnother(MoveAddress move) {
    return move.attachment().publicAddress()
        && move.privateAddress().equals(move.attachment().privateAddress());
  }

  private static List<Action> actions(Optional<? extends Action> action) {
    return action.<List<Action>>map(List::of).orElse(List.of());
  }

  /** The switching off of a node's source/destination check, where that is in the plan. */
  static List<Action> checkOf(String node, Map<String, DisableSourceDestCheck> checks) {
    return actions(Optional.ofNullable(checks.get(node)));
  }
}
