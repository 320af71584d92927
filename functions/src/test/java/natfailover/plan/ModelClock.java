package natfailover.plan;

import java.time.Instant;
import java.util.Set;

/** What time alone does to a fleet. */
final class ModelClock {
  private ModelClock() {}

  /**
   * The same fleet later: by then a hook holds what was on its way into the group, and a node on
   * trial has proved itself if it has a public address to do that with.
   */
  static Fleet at(Fleet fleet, Instant time) {
    return new Fleet(
            fleet.name(),
            time,
            fleet.nodes(),
            fleet.tables(),
            fleet.addresses(),
            fleet.gateways(),
            fleet.groups(),
            Set.of())
        .mapNodes(node -> node.lifecycle(l -> l.state().equals("Pending")) ? held(node) : node)
        .mapNodes(node -> onTrial(node) && egress(fleet, node) ? proved(node, time) : node);
  }

  /** The same fleet when the plan asked for another look, at once if it did not. */
  static Fleet later(Fleet fleet, Plan plan) {
    return at(
        fleet,
        plan.recheckAt()
            .filter(time -> time.isAfter(fleet.observedAt()))
            .orElse(fleet.observedAt()));
  }

  private static boolean onTrial(Node node) {
    return node.running() && node.recorded().time(Mark.TRIAL_SINCE).isPresent();
  }

  private static boolean egress(Fleet fleet, Node node) {
    return node.attachment().publicAddress()
        || fleet.addresses().stream()
            .anyMatch(a -> a.networkInterface().equals(node.attachment().networkInterface()));
  }

  private static Node proved(Node node, Instant time) {
    return ModelFleet.change(node, node.attachment(), node.recorded().with(Mark.READY_SINCE, time));
  }

  private static Node held(Node node) {
    return node.membership().map(m -> node.with(ModelFleet.in(m, "Pending:Wait"))).orElse(node);
  }
}
