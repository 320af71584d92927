package natfailover.lab.region;

import java.time.Instant;
import java.util.List;

/** What goes wrong in the region on demand. */
final class Faults {
  private final Ec2 ec2;
  private final Machines machines;
  private final AutoScaling scaling;

  Faults(Ec2 ec2, Machines machines, AutoScaling scaling) {
    this.scaling = scaling;
    this.ec2 = ec2;
    this.machines = machines;
  }

  void kill(String instanceId) {
    machines.terminate(instance(instanceId), StateReason.FAILURE);
  }

  void stop(String instanceId) {
    machines.stop(instance(instanceId), StateReason.USER);
  }

  void interruptSpot(String instanceId) {
    Instance instance = instance(instanceId);
    if (!instance.spot()) {
      throw new IllegalArgumentException(
          instanceId + " is not a Spot instance; launch it with InstanceMarketOptions spot");
    }
    machines.announceInterruption(instance);
    World world = ec2.world();
    world.after(world.timing().spotNotice(), () -> machines.terminate(instance, StateReason.SPOT));
  }

  void recommendRebalance(String instanceId) {
    Instance instance = instance(instanceId);
    machines.announceRebalance(instance);
    scaling.rebalanceRecommended(instance);
  }

  void health(String instanceId, InstanceStatus.Health health) {
    Instance instance = instance(instanceId);
    ec2.statuses().get(instanceId).health(health);
    machines.changed(instance);
  }

  void schedule(String instanceId, String code, Instant notBefore) {
    Instance instance = instance(instanceId);
    ec2.statuses().get(instanceId).schedule(code, "Scheduled by the lab", notBefore);
    machines.changed(instance);
  }

  /** Everything in the zone dies at once and nothing can be launched there. */
  void zoneLost(String zone) {
    ec2.zones().lost(zone, true);
    List.copyOf(ec2.instances().all()).stream()
        .filter(instance -> instance.subnet().zone().equals(zone))
        .forEach(instance -> machines.terminate(instance, StateReason.FAILURE));
  }

  private Instance instance(String id) {
    return ec2.instances()
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("There is no instance " + id));
  }
}
