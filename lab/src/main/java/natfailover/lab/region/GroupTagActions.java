package natfailover.lab.region;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tags on groups; a change reaches instances launched later, not those there are. */
final class GroupTagActions {
  private static final Filters.Paths PATHS =
      Filters.Paths.of(
          "auto-scaling-group ResourceId",
          "key Key",
          "value Value",
          "propagate-at-launch PropagateAtLaunch");
  private final AutoScaling scaling;

  GroupTagActions(AutoScaling scaling) {
    this.scaling = scaling;
  }

  void register(Map<String, Action> actions) {
    actions.put("CreateOrUpdateTags", this::create);
    actions.put("DeleteTags", this::delete);
    actions.put("DescribeTags", Action.read(this::describe));
  }

  static Map<String, Group.GroupTag> tags(List<Parameters> given) {
    Map<String, Group.GroupTag> tags = new LinkedHashMap<>();
    for (Parameters tag : given) {
      String value = tag.text("Value").orElse("");
      tags.put(key(tag), new Group.GroupTag(value, tag.flag("PropagateAtLaunch", true)));
    }
    return tags;
  }

  private Tree describe(Parameters parameters) {
    Filters filters = Filters.ofAutoScaling(parameters, PATHS);
    List<Tree> found =
        scaling.all().stream().flatMap(group -> group.tagTrees().stream()).filter(filters).toList();
    return new ScalingListing("Tags", 100).answer(scaling.world(), parameters, found);
  }

  private Supplier<Tree> create(Parameters parameters) {
    List<Parameters> given = parameters.structures("Tags");
    given.forEach(this::group);
    given.forEach(GroupTagActions::key);
    return Action.silently(
        () -> given.forEach(tag -> group(tag).tags().putAll(tags(List.of(tag)))));
  }

  private Supplier<Tree> delete(Parameters parameters) {
    List<Parameters> given = parameters.structures("Tags");
    given.forEach(this::group);
    return Action.silently(() -> given.forEach(tag -> group(tag).tags().remove(key(tag))));
  }

  private Group group(Parameters tag) {
    return scaling.get(tag.required("ResourceId"));
  }

  private static String key(Parameters tag) {
    String key = tag.required("Key");
    if (key.startsWith("aws:")) {
      throw ApiError.validation("Tag keys starting with 'aws:' are reserved: " + key);
    }
    return key;
  }
}
