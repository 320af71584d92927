package natfailover;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import natfailover.plan.Evidence;

/** What a NAT node says of itself, or of a neighbour that has gone silent. */
final class TriggerNode {
  private TriggerNode() {}

  static List<Trigger> ready(TriggerEvent event) {
    String id = instance(event);
    Set<String> carries = new LinkedHashSet<>(event.detail().texts("carries"));
    List<String> lines = event.detail().texts("evidence");
    return about(event, id, new Evidence.Ready(id, event.at(), event.kind(), carries, lines));
  }

  static List<Trigger> impaired(TriggerEvent event) {
    String id = instance(event);
    List<String> symptoms = event.detail().texts("evidence");
    return about(event, id, new Evidence.Impaired(id, event.at(), event.kind(), symptoms));
  }

  static List<Trigger> peerUnreachable(TriggerEvent event) {
    String accuser = instance(event);
    String peer = event.detail().instance("peerId");
    if (peer.equals(accuser)) {
      throw BadEvent.wrong(event.detail().path("peerId"), peer, "another instance than instanceId");
    }
    List<String> lines = event.detail().texts("evidence");
    return about(
        event, peer, new Evidence.Unreachable(peer, event.at(), event.kind(), accuser, lines));
  }

  private static String instance(TriggerEvent event) {
    return event.detail().instance("instanceId");
  }

  private static List<Trigger> about(TriggerEvent event, String subject, Evidence evidence) {
    Fields detail = event.detail();
    String fleet = detail.text("fleet", "the name of a fleet");
    Set<String> instances = new LinkedHashSet<>(List.of(instance(event)));
    detail.optionalInstance("peerId").ifPresent(instances::add);
    return event.look(subject, new Trigger.Scope.FleetNamed(fleet, instances), evidence);
  }
}
