package natfailover.lab.region;

import java.util.List;

/** Exchanges unhealthy members for new ones, in the order the group's policy asks for. */
final class Replacer {
  private final World world;
  private final Lifecycle lifecycle;

  Replacer(World world, Lifecycle lifecycle) {
    this.world = world;
    this.lifecycle = lifecycle;
  }

  void replaceUnhealthy(Group group) {
    List.copyOf(group.members()).stream()
        .filter(member -> !member.healthy() && !member.state().leaving() && !member.outgoing())
        .forEach(member -> replace(group, member));
  }

  /** Terminates first, unless the group's policy and the member's condition allow otherwise. */
  private void replace(Group group, Member member) {
    boolean launchesFirst =
        group.specification().maintenance().filter(MaintenancePolicy::launchesFirst).isPresent();
    boolean expected =
        member.instance().state().alive() && member.state() == LifecycleState.IN_SERVICE;
    if (launchesFirst && expected) {
      if (counted(group) < most(group)) {
        member.outgoing(true);
        group.owe();
      }
      return;
    }
    boolean keepsPlace = !launchesFirst && world.settings().launchWaitsForTermination();
    group.owe();
    lifecycle.terminate(group, member, new Lifecycle.Leave(cause(member), keepsPlace, true));
  }

  /** What MaxHealthyPercentage is about: members in service and healthy, or pending. */
  private static long counted(Group group) {
    return group.members().stream().filter(member -> member.serves() || member.pending()).count();
  }

  private static int most(Group group) {
    int desired = group.specification().desired();
    int most = group.specification().maintenance().map(MaintenancePolicy::mostHealthy).orElse(100);
    return Math.max(desired + 1, desired * most / 100);
  }

  private static List<Member> outgoing(Group group) {
    return group.members().stream()
        .filter(member -> member.outgoing() && !member.state().leaving())
        .toList();
  }

  private String cause(Member member) {
    String why = member.healthy() ? "an instance rebalance recommendation." : member.condemnedFor();
    return lifecycle.at("an instance was taken out of service in response to " + why);
  }

  void releaseReplaced(Group group) {
    long serving = group.members().stream().filter(m -> m.serves() && !m.outgoing()).count();
    for (Member member : outgoing(group)) {
      if (serving >= group.specification().desired() || !member.instance().state().alive()) {
        lifecycle.terminate(group, member, new Lifecycle.Leave(cause(member), false, true));
      }
    }
  }
}
