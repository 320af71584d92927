package natfailover.lab.region;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An Auto Scaling group: what it is to be, its members, hooks, tags and history. */
final class Group {
  /** A group's tag; only some are handed on to instances. */
  record GroupTag(String value, boolean propagated) {}

  private final String name;
  private final String arn;
  private final Instant created;
  private final Map<String, Hook> hooks = new LinkedHashMap<>();
  private final Map<String, GroupTag> tags = new LinkedHashMap<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Activity> activities = new ArrayList<>();
  private final Backoff backoff = new Backoff();
  private GroupSpec spec;
  private boolean deleting;
  private @Nullable Instant checkDue;
  private String reason = "";
  private int owedReplacements;

  Group(World world, String name, GroupSpec spec) {
    this.name = name;
    this.spec = spec;
    this.created = world.now();
    this.arn =
        world.arn(
            "autoscaling",
            "autoScalingGroup:" + world.ids().uuid() + ":autoScalingGroupName/" + name);
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  GroupSpec spec() {
    return spec;
  }

  /** Changes what the group is to be; the reason is told by the activities that follow. */
  void spec(GroupSpec changed, String why) {
    spec = changed;
    reason = why;
  }

  String reason() {
    return reason;
  }

  void owe() {
    owedReplacements++;
  }

  /** Whether the next launch replaces an unhealthy instance, and if so, that one is settled. */
  boolean settleReplacement() {
    boolean owed = owedReplacements > 0;
    owedReplacements -= owed ? 1 : 0;
    return owed;
  }

  Map<String, Hook> hooks() {
    return hooks;
  }

  List<Hook> hooks(boolean launching) {
    return hooks.values().stream().filter(hook -> hook.launching() == launching).toList();
  }

  Map<String, GroupTag> tags() {
    return tags;
  }

  List<Member> members() {
    return members;
  }

  Optional<Member> member(String instanceId) {
    return members.stream().filter(m -> m.instance().id().equals(instanceId)).findFirst();
  }

  List<Activity> activities() {
    return activities;
  }

  Backoff backoff() {
    return backoff;
  }

  boolean deleting() {
    return deleting;
  }

  void delete() {
    deleting = true;
  }

  Optional<Instant> checkDue() {
    return Optional.ofNullable(checkDue);
  }

  void checkDue(@Nullable Instant due) {
    checkDue = due;
  }

  /** The tags every instance of the group is launched with. */
  Map<String, String> instanceTags() {
    Map<String, String> launchTags = new LinkedHashMap<>();
    tags.forEach(
        (key, tag) -> {
          if (tag.propagated()) {
            launchTags.put(key, tag.value());
          }
        });
    launchTags.put("aws:autoscaling:groupName", name);
    launchTags.put("aws:ec2launchtemplate:id", spec.template().id());
    launchTags.put("aws:ec2launchtemplate:version", "1");
    return launchTags;
  }

  Tree tree(boolean withInstances) {
    Tree tree =
        new Tree()
            .put("AutoScalingGroupName", name)
            .put("AutoScalingGroupARN", arn)
            .put("MinSize", spec.least())
            .put("MaxSize", spec.most())
            .put("DesiredCapacity", spec.desired())
            .put("DefaultCooldown", spec.cooldown())
            .list(
                "AvailabilityZones", spec.subnets().stream().map(Subnet::zone).distinct().toList())
            .list("LoadBalancerNames", List.of())
            .list("TargetGroupARNs", List.of())
            .put("HealthCheckType", spec.healthCheckType())
            .put("HealthCheckGracePeriod", spec.gracePeriod())
            .list(
                "Instances",
                withInstances ? members.stream().map(Member::tree).toList() : List.of())
            .put("CreatedTime", created)
            .list("SuspendedProcesses", List.of())
            .put(
                "VPCZoneIdentifier",
                spec.subnets().stream().map(Resource::id).collect(Collectors.joining(",")))
            .list("EnabledMetrics", List.of())
            .put("Status", deleting ? "Delete in progress" : null)
            .list("Tags", tagTrees())
            .list("TerminationPolicies", List.of("Default"))
            .put("NewInstancesProtectedFromScaleIn", false)
            .put("CapacityRebalance", spec.capacityRebalance());
    template(tree);
    spec.maintenance()
        .ifPresent(
            policy ->
                tree.put(
                    "InstanceMaintenancePolicy",
                    new Tree()
                        .put("MinHealthyPercentage", policy.leastHealthy())
                        .put("MaxHealthyPercentage", policy.mostHealthy())));
    return tree;
  }

  private void template(Tree tree) {
    if (!spec.mixed()) {
      tree.put("LaunchTemplate", tree(spec.template()));
      return;
    }
    Tree template = new Tree().put("LaunchTemplateSpecification", tree(spec.template()));
    Tree shares =
        new Tree()
            .put("OnDemandBaseCapacity", 0)
            .put("OnDemandPercentageAboveBaseCapacity", spec.spot() ? 0 : 100);
    tree.put(
        "MixedInstancesPolicy",
        new Tree().put("LaunchTemplate", template).put("InstancesDistribution", shares));
  }

  List<Tree> tagTrees() {
    return tags.entrySet().stream()
        .map(
            tag ->
                new Tree()
                    .put("ResourceId", name)
                    .put("ResourceType", "auto-scaling-group")
                    .put("Key", tag.getKey())
                    .put("Value", tag.getValue().value())
                    .put("PropagateAtLaunch", tag.getValue().propagated()))
        .toList();
  }

  static Tree tree(LaunchTemplate template) {
    return new Tree()
        .put("LaunchTemplateId", template.id())
        .put("LaunchTemplateName", template.name())
        .put("Version", "1");
  }
}
