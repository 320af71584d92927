package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is done to, and told of, single instances of groups. */
final class MemberActions {
  private final AutoScaling scaling;

  MemberActions(AutoScaling scaling) {
    this.scaling = scaling;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeAutoScalingInstances", Action.read(this::describe));
    actions.put("DescribeScalingActivities", Action.read(this::activities));
    actions.put("SetInstanceHealth", this::setHealth);
    actions.put("TerminateInstanceInAutoScalingGroup", this::terminate);
  }

  private Tree describe(Parameters parameters) {
    List<String> ids = parameters.list("InstanceIds");
    List<Tree> found =
        scaling.all().stream()
            .flatMap(
                group ->
                    group.members().stream()
                        .filter(m -> ids.isEmpty() || ids.contains(m.instance().id()))
                        .map(member -> tree(group, member)))
            .toList();
    return new ScalingListing("AutoScalingInstances", 50)
        .answer(scaling.world(), parameters, found);
  }

  /** Here, unlike in a group, the health is written in capitals. */
  private static Tree tree(Group group, Member member) {
    return member
        .tree()
        .put("AutoScalingGroupName", group.name())
        .put("HealthStatus", member.healthy() ? "HEALTHY" : "UNHEALTHY");
  }

  private Tree activities(Parameters parameters) {
    List<String> ids = parameters.list("ActivityIds");
    List<Tree> found =
        parameters.text("AutoScalingGroupName").stream()
            .map(scaling::get)
            .findFirst()
            .map(List::of)
            .orElseGet(() -> List.copyOf(scaling.all()))
            .stream()
            .flatMap(
                group ->
                    group.activities().stream()
                        .filter(activity -> ids.isEmpty() || ids.contains(activity.id()))
                        .map(activity -> activity.tree(group.name(), group.arn())))
            .toList();
    return new ScalingListing("Activities", 100).answer(scaling.world(), parameters, found);
  }

  private Supplier<Tree> setHealth(Parameters parameters) {
    AutoScaling.Placed placed = scaling.member(parameters.required("InstanceId"));
    String status = parameters.required("HealthStatus");
    boolean respectsGrace = parameters.flag("ShouldRespectGracePeriod", true);
    Member member = placed.member();
    return switch (status) {
      case "Healthy" -> Action.silently(member::recover);
      case "Unhealthy" ->
          Action.silently(
              () -> {
                if (!respectsGrace || !scaling.health().inGrace(placed.group(), member)) {
                  member.condemn("a user health-check.");
                  scaling.checkNow(placed.group());
                }
              });
      default ->
          throw ApiError.validation(
              "HealthStatus must be Healthy or Unhealthy, not '" + status + "'");
    };
  }

  private Supplier<Tree> terminate(Parameters parameters) {
    AutoScaling.Placed placed = scaling.member(parameters.required("InstanceId"));
    boolean shrink = parameters.requiredFlag("ShouldDecrementDesiredCapacity");
    Group group = placed.group();
    GroupSpecification specification = group.specification();
    if (shrink && specification.desired() == specification.least()) {
      throw ApiError.validation(
          "Currently, desiredSize equals minSize ("
              + specification.least()
              + "). Terminating instance"
              + " without replacement will violate group's min size constraint. Either set"
              + " shouldDecrementDesiredCapacity flag to false or lower group's min size.");
    }
    boolean waits = scaling.world().settings().launchWaitsForTermination();
    String cause =
        scaling
            .lifecycle()
            .at("an instance was taken out of service in response to a user request.");
    return () -> {
      if (shrink) {
        group.specification(specification.withDesired(specification.desired() - 1), cause);
      }
      Lifecycle.Leave leave = new Lifecycle.Leave(cause, waits && !shrink, true);
      scaling.lifecycle().terminate(group, placed.member(), leave);
      scaling.checkNow(group);
      Activity activity = placed.member().activity();
      return new Tree().put("Activity", activity.tree(group.name(), group.arn()));
    };
  }
}
