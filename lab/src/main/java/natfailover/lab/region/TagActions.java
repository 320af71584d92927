package natfailover.lab.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tags on EC2 resources. */
final class TagActions {
  private static final Filters.Paths PATHS =
      Filters.Paths.of(
          "key key", "value value", "resource-id resourceId", "resource-type resourceType");
  private final Ec2 ec2;

  TagActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeTags", Action.read(this::describe));
    actions.put("CreateTags", this::create);
    actions.put("DeleteTags", this::delete);
  }

  private Tree describe(Parameters parameters) {
    Filters filters = Filters.of(parameters, PATHS);
    List<Tree> found = new ArrayList<>();
    for (Store<?> store : ec2.tagged()) {
      for (Resource resource : store.all()) {
        Tags.trees(resource.tags().seen()).stream()
            .map(tag -> tag.put("resourceId", resource.id()))
            .map(tag -> tag.put("resourceType", resource.kind().type()))
            .filter(filters)
            .forEach(found::add);
      }
    }
    int size = Page.size(parameters, new Page.Bounds("MaxResults", 5, 1000, 1000));
    int limit = Math.min(size, ec2.world().settings().maximumPage());
    Page<Tree> page = Page.of(found, parameters.text("NextToken"), limit);
    return new Tree().list("tagSet", page.items()).put("nextToken", page.nextToken());
  }

  private Supplier<Tree> create(Parameters parameters) {
    List<Resource> resources = resources(parameters);
    Map<String, String> tags = TagReader.tags(parameters.structures("Tag"));
    if (tags.isEmpty()) {
      throw ApiError.missing("Tag");
    }
    for (Resource resource : resources) {
      Map<String, String> all = new HashMap<>(resource.tags().current());
      all.putAll(tags);
      if (all.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > 50) {
        throw ApiError.of(
            "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
      }
    }
    return Action.done(() -> resources.forEach(resource -> resource.tags().put(tags)));
  }

  /** A key with a value is only deleted when it has that value; without keys all are deleted. */
  private Supplier<Tree> delete(Parameters parameters) {
    List<Resource> resources = resources(parameters);
    List<Parameters> given = parameters.structures("Tag");
    given.forEach(tag -> TagReader.userKey(tag.required("Key")));
    return Action.done(
        () -> resources.forEach(resource -> resource.tags().change(tags -> remove(tags, given))));
  }

  private static void remove(Map<String, String> tags, List<Parameters> given) {
    if (given.isEmpty()) {
      tags.keySet().removeIf(key -> !key.startsWith("aws:"));
    }
    for (Parameters tag : given) {
      String key = tag.required("Key");
      String present = tags.get(key);
      if (tag.text("Value").map(value -> value.equals(present)).orElse(true)) {
        tags.remove(key);
      }
    }
  }

  private List<Resource> resources(Parameters parameters) {
    List<String> ids = parameters.list("ResourceId");
    if (ids.isEmpty()) {
      throw ApiError.missing("ResourceId");
    }
    return ids.stream().map(this::resource).toList();
  }

  private Resource resource(String id) {
    return ec2.resource(id).orElseThrow(() -> unknown(id));
  }

  private static ApiError unknown(String id) {
    for (Kind kind : Kind.values()) {
      if (id.startsWith(kind.prefix() + "-")) {
        return kind.notFound(id);
      }
    }
    return ApiError.of("InvalidID", "The ID '" + id + "' is not valid");
  }
}
