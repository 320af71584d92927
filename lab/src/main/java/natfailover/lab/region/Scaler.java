package natfailover.lab.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings a group to its desired capacity. */
final class Scaler {
  private final World world;
  private final Launcher launcher;
  private final Lifecycle lifecycle;
  private final Replacer replacer;

  Scaler(World world, Launcher launcher, Lifecycle lifecycle) {
    this.world = world;
    this.launcher = launcher;
    this.lifecycle = lifecycle;
    this.replacer = new Replacer(world, lifecycle);
  }

  void settle(Group group) {
    replacer.replaceUnhealthy(group);
    fill(group);
    replacer.releaseReplaced(group);
    shrink(group);
  }

  private void fill(Group group) {
    while (!group.deleting()
        && !group.backoff().holds(world.now())
        && places(group) < group.specification().desired()) {
      launch(group);
    }
  }

  private static long places(Group group) {
    return group.members().stream().filter(Member::fillsPlace).count();
  }

  private void launch(Group group) {
    boolean replaces = group.settleReplacement();
    String cause = launchCause(group, replaces);
    List<String> failed = new ArrayList<>();
    for (Subnet subnet : byNeed(group)) {
      if (failed.contains(subnet.zone())) {
        continue;
      }
      if (launch(group, subnet, cause)) {
        group.backoff().succeeded();
        return;
      }
      failed.add(subnet.zone());
    }
    if (replaces) {
      group.owe();
    }
    group.backoff().failed(world.now(), world.timing());
  }

  private String launchCause(Group group, boolean replaces) {
    if (replaces) {
      return lifecycle.at(
          "an instance was launched in response to an unhealthy instance needing to be replaced.");
    }
    String why = group.reason().isEmpty() ? "" : group.reason() + "  ";
    return why
        + lifecycle.at(
            "an instance was started in response to a difference between desired and actual"
                + " capacity, increasing the capacity from "
                + places(group)
                + " to "
                + group.specification().desired()
                + ".");
  }

  /** Subnets of the zones with the fewest members first. */
  private static List<Subnet> byNeed(Group group) {
    return group.specification().subnets().stream()
        .sorted(Comparator.comparingLong(subnet -> inZone(group, subnet.zone())))
        .toList();
  }

  private static long inZone(Group group, String zone) {
    return group.members().stream()
        .filter(Member::fillsPlace)
        .filter(member -> member.instance().subnet().zone().equals(zone))
        .count();
  }

  private boolean launch(Group group, Subnet subnet, String cause) {
    GroupSpecification specification = group.specification();
    LaunchSpecification launch =
        specification
            .template()
            .specification()
            .inGroup(subnet.id(), specification.spot(), group.instanceTags());
    try {
      Supplier<List<Instance>> prepared = launcher.prepare(launch, 1);
      Instance instance = prepared.get().getFirst();
      String description = "Launching a new EC2 instance: " + instance.id();
      Activity activity = new Activity(world, description, cause, subnet);
      group.activities().addFirst(activity);
      lifecycle.launched(group, new Member(instance, specification.template(), activity));
      return true;
    } catch (ApiError refused) {
      String message = refused.message() + " Launching EC2 instance failed.";
      String description = "Launching a new EC2 instance.  Status Reason: " + message;
      Activity activity = new Activity(world, description, cause, subnet);
      activity.finish("Failed", message, world.now());
      group.activities().addFirst(activity);
      lifecycle.events().notLaunched(group, activity, Optional.empty());
      return false;
    }
  }

  private void shrink(Group group) {
    List<Member> staying =
        group.members().stream()
            .filter(member -> !member.state().leaving() && !member.outgoing())
            .toList();
    int excess = staying.size() - group.specification().desired();
    if (excess <= 0 || group.deleting()) {
      return;
    }
    String change =
        " the capacity from " + staying.size() + " to " + group.specification().desired();
    String why =
        group.reason()
            + "  "
            + lifecycle.at(
                "an instance was taken out of service in response to a difference between desired"
                    + " and actual capacity, shrinking"
                    + change
                    + ".");
    staying.stream()
        .sorted(
            Comparator.comparingLong((Member m) -> -inZone(group, m.instance().subnet().zone())))
        .limit(excess)
        .forEach(m -> lifecycle.terminate(group, m, new Lifecycle.Leave(why, false, true)));
  }
}
