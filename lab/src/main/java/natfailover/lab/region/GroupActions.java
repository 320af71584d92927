package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Groups: made, changed, sized, described, deleted. */
final class GroupActions {
  private static final Filters.Paths PATHS =
      Filters.Paths.of("tag-key Tags/Key", "tag-value Tags/Value");
  private static final ScalingListing LISTING = new ScalingListing("AutoScalingGroups", 100);
  private final AutoScaling scaling;
  private final Ec2 ec2;

  GroupActions(AutoScaling scaling, Ec2 ec2) {
    this.scaling = scaling;
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeAutoScalingGroups", Action.read(this::describe));
    actions.put("CreateAutoScalingGroup", this::create);
    actions.put("UpdateAutoScalingGroup", this::update);
    actions.put("SetDesiredCapacity", this::resize);
    actions.put("DeleteAutoScalingGroup", this::delete);
  }

  private Tree describe(Parameters parameters) {
    Filters filters = Filters.ofAutoScaling(parameters, PATHS);
    List<String> names = parameters.list("AutoScalingGroupNames");
    boolean withInstances = parameters.flag("IncludeInstances", true);
    List<Tree> found =
        scaling.all().stream()
            .filter(group -> names.isEmpty() || names.contains(group.name()))
            .map(group -> group.tree(withInstances))
            .filter(filters)
            .toList();
    return LISTING.answer(scaling.world(), parameters, found);
  }

  private Supplier<Tree> create(Parameters parameters) {
    String name = parameters.required("AutoScalingGroupName");
    if (scaling.find(name).isPresent()) {
      throw ApiError.of(
          "AlreadyExists",
          "AutoScalingGroup by this name already exists - A group with the name "
              + name
              + " already exists");
    }
    GroupSpecification specification = GroupSpecification.create(parameters, ec2);
    List<Hook> hooks =
        parameters.structures("LifecycleHookSpecificationList").stream()
            .map(each -> Hook.of(each, Optional.empty()))
            .toList();
    Map<String, Group.GroupTag> tags = GroupTagActions.tags(parameters.structures("Tags"));
    return Action.silently(
        () -> {
          Group group = new Group(scaling.world(), name, specification);
          group.specification(
              specification, sized("created an AutoScalingGroup", 0, specification.desired()));
          hooks.forEach(hook -> group.hooks().put(hook.name(), hook));
          group.tags().putAll(tags);
          scaling.add(group);
        });
  }

  private Supplier<Tree> update(Parameters parameters) {
    Group group = group(parameters);
    GroupSpecification specification = group.specification().update(parameters, ec2);
    return Action.silently(
        () -> change(group, specification, "update of AutoScalingGroup constraints"));
  }

  private Supplier<Tree> resize(Parameters parameters) {
    Group group = group(parameters);
    GroupSpecification specification =
        group.specification().withDesired(parameters.requiredNumber("DesiredCapacity"));
    return Action.silently(
        () -> change(group, specification, "explicitly set group desired capacity"));
  }

  private void change(Group group, GroupSpecification specification, String what) {
    group.specification(
        specification, sized(what, group.specification().desired(), specification.desired()));
    scaling.checkNow(group);
  }

  private String sized(String what, int from, int to) {
    return scaling
        .lifecycle()
        .at(
            "a user request "
                + what
                + " changing the desired capacity from "
                + from
                + " to "
                + to
                + ".");
  }

  private Supplier<Tree> delete(Parameters parameters) {
    Group group = group(parameters);
    boolean force = parameters.flag("ForceDelete", false);
    if (!force && !group.members().isEmpty()) {
      throw ApiError.of(
          "ResourceInUse",
          "You cannot delete an AutoScalingGroup while there are instances or pending activity in"
              + " the group.");
    }
    return Action.silently(
        () -> {
          group.delete();
          String cause = scaling.lifecycle().at("a user request force-deleted the group.");
          List.copyOf(group.members())
              .forEach(
                  member ->
                      scaling
                          .lifecycle()
                          .terminate(group, member, new Lifecycle.Leave(cause, false, false)));
          scaling.checkNow(group);
        });
  }

  private Group group(Parameters parameters) {
    return scaling.get(parameters.required("AutoScalingGroupName"));
  }
}
