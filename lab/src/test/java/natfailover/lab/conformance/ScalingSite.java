package natfailover.lab.conformance;

import natfailover.plan.Mark;
import software.amazon.awssdk.services.autoscaling.model.Tag;

/** Auto Scaling groups in the subnets of a site. */
record ScalingSite(Site site) {
  /** A group of that many instances, each of which is in service when this returns. */
  String group(String name, int size) {
    String group = site.stage().named("group " + name, name + " of " + site.vpc());
    String template = template(name);
    site.stage()
        .scaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName(group)
                    .minSize(0)
                    .maxSize(size + 1)
                    .desiredCapacity(size)
                    .vpcZoneIdentifier(String.join(",", site.subnets()))
                    .launchTemplate(t -> t.launchTemplateId(template).version("$Latest"))
                    .tags(tag(group, Mark.PREFIX + "fleet", site.fleet())));
    awaitInService(group);
    return group;
  }

  private String template(String name) {
    return site.stage()
        .named(
            "template " + name,
            site.stage()
                .ec2()
                .createLaunchTemplate(
                    r ->
                        r.launchTemplateName(
                                site.stage()
                                    .named(
                                        "name of template " + name,
                                        "nat-" + name.replace(' ', '-') + "-" + site.vpc()))
                            .launchTemplateData(
                                d -> d.imageId(Site.IMAGE).instanceType("t4g.nano")))
                .launchTemplate()
                .launchTemplateId());
  }

  static Tag tag(String group, String key, String value) {
    return Tag.builder()
        .resourceId(group)
        .resourceType("auto-scaling-group")
        .key(key)
        .value(value)
        .propagateAtLaunch(true)
        .build();
  }

  /** The region's groups take their time, as AWS's do; here that is a few milliseconds. */
  void awaitInService(String group) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (true) {
      var seen =
          site.stage()
              .scaling()
              .describeAutoScalingGroups(r -> r.autoScalingGroupNames(group))
              .autoScalingGroups()
              .getFirst();
      long serving =
          seen.instances().stream()
              .filter(each -> each.lifecycleStateAsString().equals("InService"))
              .count();
      if (serving == seen.desiredCapacity() && serving == seen.instances().size()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("group " + group + " does not come up: " + seen);
      }
    }
  }
}
