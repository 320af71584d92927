package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The groups, and when each of them looks at its members. */
final class AutoScaling {
  /** A member together with its group. */
  record Placed(Group group, Member member) {}

  private final World world;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Lifecycle lifecycle;
  private final HealthCheck health;
  private final Scaler scaler;

  AutoScaling(Ec2 ec2, Machines machines, Launcher launcher) {
    this.world = ec2.world();
    this.lifecycle = new Lifecycle(machines, world, this::checkNow);
    this.health = new HealthCheck(ec2);
    this.scaler = new Scaler(world, launcher, lifecycle);
    machines.watch(this::instanceChanged);
  }

  Collection<Group> all() {
    return groups.values();
  }

  World world() {
    return world;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  HealthCheck health() {
    return health;
  }

  Optional<Group> find(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  Group get(String name) {
    return find(name)
        .orElseThrow(
            () -> ApiError.validation("AutoScalingGroup name not found - no such group: " + name));
  }

  Placed member(String instanceId) {
    return placed(instanceId)
        .orElseThrow(
            () ->
                ApiError.validation(
                    "Instance Id not found - No managed instance found for instance ID: "
                        + instanceId));
  }

  private Optional<Placed> placed(String instanceId) {
    return groups.values().stream()
        .flatMap(group -> group.member(instanceId).map(m -> new Placed(group, m)).stream())
        .findFirst();
  }

  void add(Group group) {
    groups.put(group.name(), group);
    checkNow(group);
  }

  /** For what the group itself did or was told: it acts at once. */
  void checkNow(Group group) {
    world.after(Duration.ZERO, () -> check(group));
  }

  void rebalanceRecommended(Instance instance) {
    placed(instance.id())
        .filter(placed -> placed.group().specification().capacityRebalance())
        .ifPresent(
            placed -> {
              placed.member().outgoing(true);
              checkNow(placed.group());
            });
  }

  /** For what happened to an instance: the group finds out when it next looks. */
  private void instanceChanged(Instance instance) {
    placed(instance.id())
        .ifPresent(
            placed -> {
              lifecycle.instanceChanged(placed.group(), placed.member());
              checkAt(placed.group(), nextLook(placed.group()));
            });
  }

  private Instant nextLook(Group group) {
    long interval = world.timing().groupCheck().toNanos();
    long passed = Duration.between(group.created(), world.now()).toNanos();
    return group.created().plusNanos((passed / interval + 1) * interval);
  }

  private void checkAt(Group group, Instant due) {
    if (group.checkDue().filter(planned -> !planned.isAfter(due)).isPresent()) {
      return;
    }
    group.checkDue(due);
    world
        .agenda()
        .plan(
            due,
            () -> {
              if (group.checkDue().filter(due::equals).isPresent()) {
                group.checkDue(null);
                check(group);
              }
            });
  }

  private void check(Group group) {
    for (Member member : List.copyOf(group.members())) {
      if (!member.state().leaving()) {
        HealthCheck.Finding finding = health.examine(group, member);
        finding.wrong().ifPresent(member::condemn);
        finding.lookAgain().ifPresent(when -> checkAt(group, when));
      }
    }
    scaler.settle(group);
    if (group.backoff().holds(world.now())) {
      checkAt(group, group.backoff().until());
    }
    if (group.deleting() && group.members().isEmpty()) {
      // A group that was made since may have its name.
      groups.remove(group.name(), group);
    }
  }
}
