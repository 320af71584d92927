package natfailover.lab.region;

import java.time.Instant;

/** A launch template; it has one version, since nothing in the region makes another. */
final class LaunchTemplate extends Resource {
  private final String name;
  private final LaunchSpecification specification;
  private final Instant created;

  LaunchTemplate(World world, String name, LaunchSpecification specification) {
    super(world, Kind.LAUNCH_TEMPLATE);
    this.name = name;
    this.specification = specification;
    this.created = world.now();
  }

  String name() {
    return name;
  }

  LaunchSpecification specification() {
    return specification;
  }

  @Override
  Tree tree() {
    return new Tree()
        .put("launchTemplateId", id())
        .put("launchTemplateName", name)
        .put("createTime", created)
        .put("createdBy", world().arn("iam", "root").replace(world().settings().region(), ""))
        .put("defaultVersionNumber", 1)
        .put("latestVersionNumber", 1);
  }
}
