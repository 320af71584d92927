package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Groups: made, changed, sized, described, deleted. */
final class GroupActions {
  private static final Filters.Paths PATHS =
      Filters.Paths.of("tag-key Tags/Key", "tag-value Tags/Value");
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
    return page(parameters, "AutoScalingGroups", found, 100);
  }

  private Tree page(Parameters parameters, String list, List<Tree> found, int most) {
    return GroupActions.page(scaling.world(), parameters, list, found, most);
  }

  /** One page of Auto Scaling's; most of its listings hold fifty unless asked for more. */
  static Tree page(World world, Parameters parameters, String list, List<Tree> found, int most) {
    int size = Page.size(parameters, "MaxRecords", 1, most, Math.min(50, most));
    int limit = Math.min(size, world.settings().maximumPage());
    Page<Tree> page = Page.of(found, parameters.text("NextToken"), limit);
    return new Tree().list(list, page.items()).put("NextToken", page.nextToken());
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
    GroupSpec spec = GroupSpec.create(parameters, ec2);
    List<Hook> hooks =
        parameters.structures("LifecycleHookSpecificationList").stream()
            .map(each -> Hook.of(each, Optional.empty()))
            .toList();
    Map<String, Group.GroupTag> tags = GroupTagActions.tags(parameters.structures("Tags"));
    return Action.silently(
        () -> {
          Group group = new Group(scaling.world(), name, spec);
          group.spec(spec, sized("created an AutoScalingGroup", 0, spec.desired()));
          hooks.forEach(hook -> group.hooks().put(hook.name(), hook));
          group.tags().putAll(tags);
          scaling.add(group);
        });
  }

  private Supplier<Tree> update(Parameters parameters) {
    Group group = group(parameters);
    GroupSpec spec = group.spec().update(parameters, ec2);
    return Action.silently(() -> change(group, spec, "update of AutoScalingGroup constraints"));
  }

  private Supplier<Tree> resize(Parameters parameters) {
    Group group = group(parameters);
    GroupSpec spec = group.spec().withDesired(parameters.requiredNumber("DesiredCapacity"));
    return Action.silently(() -> change(group, spec, "explicitly set group desired capacity"));
  }

  private void change(Group group, GroupSpec spec, String what) {
    group.spec(spec, sized(what, group.spec().desired(), spec.desired()));
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
