package natfailover.lab.region;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a group as DescribeAutoScalingGroups shows it. */
final class GroupTree {
  private final Group group;
  private final GroupSpecification specification;

  GroupTree(Group group) {
    this.group = group;
    this.specification = group.specification();
  }

  Tree whole(boolean withInstances) {
    List<Tree> instances =
        withInstances ? group.members().stream().map(Member::tree).toList() : List.of();
    Tree tree =
        new Tree()
            .put("AutoScalingGroupName", group.name())
            .put("AutoScalingGroupARN", group.arn())
            .put("CreatedTime", group.created())
            .put("Status", group.deleting() ? "Delete in progress" : null)
            .list("Instances", instances)
            .list("Tags", group.tagTrees());
    sizes(tree);
    places(tree);
    constants(tree);
    template(tree);
    specification.maintenance().ifPresent(policy -> maintenance(tree, policy));
    return tree;
  }

  private void sizes(Tree tree) {
    tree.put("MinSize", specification.least())
        .put("MaxSize", specification.most())
        .put("DesiredCapacity", specification.desired())
        .put("DefaultCooldown", specification.cooldown())
        .put("HealthCheckType", specification.healthCheckType())
        .put("HealthCheckGracePeriod", specification.gracePeriod())
        .put("CapacityRebalance", specification.capacityRebalance());
  }

  private void places(Tree tree) {
    List<Subnet> subnets = specification.subnets();
    tree.list("AvailabilityZones", subnets.stream().map(Subnet::zone).distinct().toList())
        .put(
            "VPCZoneIdentifier",
            subnets.stream().map(Resource::id).collect(Collectors.joining(",")));
  }

  private static void constants(Tree tree) {
    tree.list("LoadBalancerNames", List.of())
        .list("TargetGroupARNs", List.of())
        .list("SuspendedProcesses", List.of())
        .list("EnabledMetrics", List.of())
        .list("TerminationPolicies", List.of("Default"))
        .put("NewInstancesProtectedFromScaleIn", false);
  }

  private void template(Tree tree) {
    Tree named = template(specification.template(), specification.templateVersion());
    if (!specification.mixed()) {
      tree.put("LaunchTemplate", named);
      return;
    }
    Tree shares =
        new Tree()
            .put("OnDemandBaseCapacity", 0)
            .put("OnDemandPercentageAboveBaseCapacity", specification.spot() ? 0 : 100);
    tree.put(
        "MixedInstancesPolicy",
        new Tree()
            .put("LaunchTemplate", new Tree().put("LaunchTemplateSpecification", named))
            .put("InstancesDistribution", shares));
  }

  private static void maintenance(Tree tree, MaintenancePolicy policy) {
    tree.put(
        "InstanceMaintenancePolicy",
        new Tree()
            .put("MinHealthyPercentage", policy.leastHealthy())
            .put("MaxHealthyPercentage", policy.mostHealthy()));
  }

  static Tree template(LaunchTemplate template, String version) {
    return new Tree()
        .put("LaunchTemplateId", template.id())
        .put("LaunchTemplateName", template.name())
        .put("Version", version);
  }

  static Tree tag(String group, String key, Group.GroupTag tag) {
    return new Tree()
        .put("ResourceId", group)
        .put("ResourceType", "auto-scaling-group")
        .put("Key", key)
        .put("Value", tag.value())
        .put("PropagateAtLaunch", tag.propagated());
  }
}
