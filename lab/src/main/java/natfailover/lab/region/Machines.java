package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The transitions of instances, and what each does to addresses, interfaces and events. */
final class Machines {
  private final Ec2 ec2;
  private final World world;
  private final List<Consumer<Instance>> watchers = new ArrayList<>();

  Machines(Ec2 ec2) {
    this.ec2 = ec2;
    this.world = ec2.world();
  }

  /** Whoever is to know of every change of an instance's state or status. */
  void watch(Consumer<Instance> watcher) {
    watchers.add(watcher);
  }

  void launched(Instance instance) {
    enter(instance, InstanceState.PENDING);
  }

  void start(Instance instance) {
    if (instance.state() != InstanceState.STOPPED) {
      return;
    }
    instance.because(null);
    instance.launchedNow();
    instance.giveAutomaticAddress();
    ec2.statuses().get(instance.id()).moved();
    enter(instance, InstanceState.PENDING);
  }

  void stop(Instance instance, StateReason reason) {
    if (instance.state().alive()) {
      instance.because(reason);
      enter(instance, InstanceState.STOPPING);
    }
  }

  void terminate(Instance instance, StateReason reason) {
    if (!instance.state().ending()) {
      instance.because(reason);
      enter(instance, InstanceState.SHUTTING_DOWN);
    }
  }

  void changed(Instance instance) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(instance));
  }

  private void enter(Instance instance, InstanceState state) {
    int transition = instance.enter(state);
    Timing timing = world.timing();
    switch (state) {
      case PENDING -> next(instance, transition, timing.pending(), InstanceState.RUNNING);
      case RUNNING -> checkLater(instance, transition);
      case STOPPING -> next(instance, transition, timing.stopping(), InstanceState.STOPPED);
      case SHUTTING_DOWN ->
          next(instance, transition, timing.shuttingDown(), InstanceState.TERMINATED);
      case STOPPED -> instance.interfaces().forEach(NetworkInterface::dropAutomaticAddresses);
      case TERMINATED -> bury(instance);
    }
    announce(instance);
    changed(instance);
  }

  private void next(Instance instance, int transition, Duration delay, InstanceState state) {
    world.after(
        delay,
        () -> {
          if (instance.isAt(transition)) {
            enter(instance, state);
          }
        });
  }

  private void checkLater(Instance instance, int transition) {
    InstanceStatus status = ec2.statuses().get(instance.id());
    world.after(
        world.timing().statusCheck(),
        () -> {
          boolean first = status.health() == InstanceStatus.Health.INITIALIZING;
          if (instance.isAt(transition) && first) {
            status.health(InstanceStatus.Health.OK);
          }
        });
  }

  private void bury(Instance instance) {
    for (NetworkInterface each : List.copyOf(instance.interfaces())) {
      if (each.attachment().filter(a -> a.deletedOnTermination()).isPresent()) {
        ec2.delete(each);
      } else {
        each.dropAutomaticAddresses();
        each.detach();
      }
    }
    instance.interfaces().clear();
    world.after(world.timing().terminatedVisible(), () -> forget(instance));
  }

  private void forget(Instance instance) {
    ec2.instances().remove(instance);
    ec2.statuses().find(instance.id()).ifPresent(ec2.statuses()::remove);
  }

  private void announce(Instance instance) {
    ObjectNode detail = detail(instance).put("state", instance.state().text());
    emit("EC2 Instance State-change Notification", arn(instance), detail);
  }

  void announceInterruption(Instance instance) {
    ObjectNode detail = detail(instance).put("instance-action", "terminate");
    String arn = "arn:aws:ec2:" + instance.subnet().zone() + ":instance/" + instance.id();
    emit("EC2 Spot Instance Interruption Warning", arn, detail);
  }

  void announceRebalance(Instance instance) {
    emit("EC2 Instance Rebalance Recommendation", arn(instance), detail(instance));
  }

  private static ObjectNode detail(Instance instance) {
    return JsonNodeFactory.instance.objectNode().put("instance-id", instance.id());
  }

  private String arn(Instance instance) {
    return world.arn("ec2", "instance/" + instance.id());
  }

  private void emit(String detailType, String arn, ObjectNode detail) {
    world.emit("aws.ec2", detailType, List.of(arn), detail);
  }
}
