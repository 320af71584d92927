package natfailover.plan;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.plan.Action.DisableSourceDestCheck;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.PointRoute;
import natfailover.plan.Plan.Step;

/**
 * Decides, from one sighting of a fleet alone, what has to be done.
 *
 * <p>The target of a zone is where its traffic is while that is good; else the first rung of the
 * ladder that is fit: node of the zone, its heir, any other node, NAT gateway of the zone, any NAT
 * gateway of the fleet. A better rung takes over again once its node has been fit for the
 * hold-down, unless AWS ends it within the hour, was told to carry the zone, or was called by an
 * operator. Then, for every table:
 *
 * <pre>
 *    default route of the table               and                              then
 *  1 none                                     a target                         create, at once
 *  2 blackhole, or gateway not available      a target                         repair, at once
 *  3 node: unfit, forwards no longer          a target                         move, at once
 *  4 node: unfit, still forwards              a target                         move, planned
 *  5 node: fit, but without public address,   a target                         move, at once
 *    or about to lose it to another node
 *  6 node: unknown                            no better rung came back         stay
 *  7 node: fit, in its own zone               zone has no Elastic IP           stay
 *  8 node: fit, in its own zone or the heir   zone's address is with another   move, planned
 *                                             node there
 *  9 node or gateway on a worse rung          hold-down of the target is over  move, planned
 * 10 node or gateway on a worse rung          hold-down goes on                stay
 * 11 something foreign                        -                                stay, report
 *    foreign, but recorded by on-boarding     as a node on the worst rung      see 9 and 10
 * 12 any                                      zone paused, or table leaving    stay
 * 13 none, blackhole or unfit                 no target                        stay, unprotected
 * </pre>
 *
 * <p>At once: route and Elastic IP in parallel. Planned: the target is told which zone comes and
 * answers that it is prepared, or 5 s pass; then EC2 is asked whether the Elastic IP may move, and
 * route and Elastic IP go in parallel; the Elastic IP first where traffic would leave by another
 * address in between. Nothing is told where the traffic comes from a gateway or goes to a node
 * built by hand.
 *
 * <p>For every node: source/destination check on and running → switched off. Launch hook waits and
 * fit → continued. Terminate hook waits and no table has used it for 3 s, or it runs no longer →
 * continued. Doubted for long, idle, another node fit or a gateway there, no change in another zone
 * → replaced (sweep only).
 */
public final class Planner {
  private final Policy policy;

  /** A planner of this patience. */
  public Planner(Policy policy) {
    this.policy = policy;
  }

  /** The plan for a fleet: the same for the same sighting, empty when all is as it should be. */
  public Plan plan(Fleet sighting) {
    Instant now = sighting.observedAt();
    Fleet fleet =
        new Accusations(policy)
            .strikeMutual(sighting)
            .mapNodes(node -> Impairment.remember(Trials.judge(node, now, policy), now, policy));
    List<Decision> decisions = decide(fleet);
    List<Placement> placements = decisions.stream().map(Decision::placement).toList();
    List<Step> steps = new ArrayList<>();
    Map<String, DisableSourceDestCheck> checks = checksToDisable(fleet);
    checks.values().forEach(check -> steps.add(new Step(check, List.of())));
    List<ZoneSteps> zones = decisions.stream().map(decision -> decision.steps(checks)).toList();
    zones.forEach(zone -> steps.addAll(zone.steps()));
    new Bookkeeping(fleet, placements)
        .actions()
        .forEach(action -> steps.add(new Step(action, ZoneSteps.trialAfter(action, zones))));
    Hooks hooks = new Hooks(fleet, placements);
    for (Node node : fleet.nodes()) {
      hooks
          .complete(node)
          .ifPresent(a -> steps.add(new Step(a, ZoneSteps.checkOf(node.id(), checks))));
    }
    new Condemnation(fleet, policy).condemn().ifPresent(a -> steps.add(new Step(a, List.of())));
    steps.sort(MOST_IMPORTANT_FIRST);
    return new Plan(steps, recheckAt(fleet, placements, hooks), unprotected(placements));
  }

  /** What is decided for one zone: where its traffic goes, and how its address follows. */
  private record Decision(Placement placement, Optional<MoveAddress> address) {
    ZoneSteps steps(Map<String, DisableSourceDestCheck> checks) {
      return new ZoneSteps(placement.moves(), address, checks);
    }
  }

  /** Zone by zone, and again where a node that others use too is to lose its public address. */
  private List<Decision> decide(Fleet fleet) {
    Set<String> losing = new TreeSet<>();
    List<Decision> decisions = decide(fleet, losing);
    while (losing.addAll(losing(fleet, decisions))) {
      decisions = decide(fleet, losing);
    }
    return decisions;
  }

  private List<Decision> decide(Fleet fleet, Set<String> losing) {
    List<Decision> decisions = new ArrayList<>();
    Map<String, Set<String>> carried = carried(fleet);
    for (String zone : fleet.zones()) {
      Ladder ladder = new Ladder(fleet, zone, carried, losing);
      Placement placement = new Placer(fleet, policy, zone, ladder).place();
      note(placement, carried);
      decisions.add(new Decision(placement, new Addresses(fleet, ladder, placement).move()));
    }
    return decisions;
  }

  /** The nodes from whose primary private address an Elastic IP goes. */
  private static Set<String> losing(Fleet fleet, List<Decision> decisions) {
    Set<String> left =
        decisions.stream()
            .flatMap(decision -> decision.address().stream())
            .flatMap(move -> move.address().privateAddress().stream())
            .collect(toSet());
    return fleet.nodes().stream()
        .filter(node -> left.contains(node.attachment().privateAddress()))
        .map(Node::id)
        .collect(toSet());
  }

  /** Routes before the rest, those of most subnets first; otherwise the order of discovery. */
  public static final Comparator<Step> MOST_IMPORTANT_FIRST =
      Comparator.comparing(
          Step::action,
          (a, b) ->
              a instanceof PointRoute first && b instanceof PointRoute second
                  ? Table.BY_WEIGHT.compare(first.table(), second.table())
                  : Boolean.compare(b instanceof PointRoute, a instanceof PointRoute));

  private static Map<String, DisableSourceDestCheck> checksToDisable(Fleet fleet) {
    Map<String, DisableSourceDestCheck> checks = new TreeMap<>();
    for (Node node : fleet.nodes()) {
      if (node.running() && node.attachment().sourceDestCheck()) {
        node.attachment()
            .networkInterface()
            .ifPresent(
                networkInterface ->
                    checks.put(
                        node.id(),
                        new DisableSourceDestCheck(
                            node.id(), networkInterface, "it forwards what is not its own")));
      }
    }
    return checks;
  }

  private static Map<String, Set<String>> carried(Fleet fleet) {
    Map<String, Set<String>> carried = new HashMap<>();
    for (Table table : fleet.tables()) {
      table
          .zone()
          .ifPresent(
              zone -> carried.computeIfAbsent(table.egress().id(), _ -> new TreeSet<>()).add(zone));
    }
    return carried;
  }

  /** Counts what has been decided, so that the next zone finds the least loaded node. */
  private static void note(Placement placement, Map<String, Set<String>> carried) {
    placement
        .target()
        .filter(_ -> !placement.moves().isEmpty() || placement.waiting())
        .ifPresent(
            place ->
                carried
                    .computeIfAbsent(place.egress().id(), _ -> new TreeSet<>())
                    .add(placement.zone()));
  }

  private Optional<Instant> recheckAt(Fleet fleet, List<Placement> placements, Hooks hooks) {
    return Stream.of(
            placements.stream().flatMap(placement -> placement.waitingUntil().stream()),
            fleet.nodes().stream().flatMap(node -> Trials.verdictDue(node, policy).stream()),
            fleet.nodes().stream().flatMap(node -> node.answerDue(fleet.observedAt()).stream()),
            fleet.nodes().stream().flatMap(node -> hooks.due(node).stream()))
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }

  private static Map<String, String> unprotected(List<Placement> placements) {
    Map<String, String> unprotected = new TreeMap<>();
    placements.forEach(
        placement ->
            placement.unprotected().ifPresent(why -> unprotected.put(placement.zone(), why)));
    return unprotected;
  }
}
