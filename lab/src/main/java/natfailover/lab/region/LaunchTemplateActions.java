package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Launch templates. */
final class LaunchTemplateActions {
  private final Ec2 ec2;

  LaunchTemplateActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("CreateLaunchTemplate", this::create);
    actions.put("DescribeLaunchTemplateVersions", Action.read(this::versions));
  }

  private Supplier<Tree> create(Parameters parameters) {
    String name = parameters.required("LaunchTemplateName");
    if (!parameters.has("LaunchTemplateData")) {
      throw ApiError.missing("LaunchTemplateData");
    }
    LaunchSpecification specification =
        LaunchSpecification.of(parameters.structure("LaunchTemplateData"));
    if (ec2.launchTemplates().all().stream().anyMatch(each -> each.name().equals(name))) {
      throw ApiError.of(
          "InvalidLaunchTemplateName.AlreadyExistsException",
          "Launch template name already in use.");
    }
    var tags = TagReader.read(parameters, Kind.LAUNCH_TEMPLATE);
    return () -> {
      LaunchTemplate template = new LaunchTemplate(ec2.world(), name, specification);
      template.tags().put(tags);
      ec2.launchTemplates().add(template);
      return new Tree().put("launchTemplate", template.fullTree());
    };
  }

  /** The one version there is, whichever was asked for. */
  private Tree versions(Parameters parameters) {
    LaunchTemplate template = find(ec2, parameters);
    return new Tree()
        .list(
            "launchTemplateVersionSet",
            List.of(
                new Tree()
                    .put("launchTemplateId", template.id())
                    .put("launchTemplateName", template.name())
                    .put("versionNumber", 1)
                    .put("defaultVersion", true)
                    .put("launchTemplateData", template.specification().tree())));
  }

  /** The template that a {@code LaunchTemplate} structure names by id or by name. */
  static LaunchTemplate find(Ec2 ec2, Parameters parameters) {
    if (parameters.has("LaunchTemplateId")) {
      return ec2.launchTemplates().get(parameters.required("LaunchTemplateId"));
    }
    String name = parameters.required("LaunchTemplateName");
    return ec2.launchTemplates().all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.of(
                    "InvalidLaunchTemplateName.NotFoundException",
                    "The specified launch template, with template name "
                        + name
                        + ", does not exist."));
  }
}
