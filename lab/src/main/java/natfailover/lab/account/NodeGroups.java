package natfailover.lab.account;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The Auto Scaling groups of a fleet whose nodes run nothing, one a zone. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
public final class NodeGroups {
  /** The name of the hook that holds a node until it is ready. */
  public static final String LAUNCH_HOOK = "nat-failover-launch";

  private final Account account;
  private final String fleet;

  /** Groups of one fleet. */
  public NodeGroups(Account account, String fleet) {
    this.account = account;
    this.fleet = fleet;
  }

  /** Creates a group of one node in each public subnet; gives their names by zone. */
  public Map<String, String> create(Map<String, String> publicSubnets) {
    String template = template();
    Map<String, String> groups = new TreeMap<>();
    publicSubnets.forEach((zone, subnet) -> groups.put(zone, group(zone, subnet, template)));
    return groups;
  }

  /** The name of a zone's group. */
  public static String name(String fleet, String zone) {
    return "nat-failover-" + fleet + "-" + zone;
  }

  private String template() {
    return account
        .ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName("nat-failover-" + fleet)
                    .launchTemplateData(
                        data -> {
                          data.imageId("ami-0123456789abcdef0").instanceType("t4g.nano");
                          data.metadataOptions(
                              o ->
                                  o.instanceMetadataTags(
                                      LaunchTemplateInstanceMetadataTagsState.ENABLED));
                          data.networkInterfaces(
                              n ->
                                  n.deviceIndex(0)
                                      .associatePublicIpAddress(true)
                                      .deleteOnTermination(true)
                                      .secondaryPrivateIpAddressCount(1));
                          data.tagSpecifications(
                              t ->
                                  t.resourceType(ResourceType.NETWORK_INTERFACE)
                                      .tags(tag -> tag.key("nat-failover:fleet").value(fleet)));
                        }))
        .launchTemplate()
        .launchTemplateId();
  }

  private String group(String zone, String subnet, String template) {
    String name = name(fleet, zone);
    account
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName(name)
                    .minSize(1)
                    .maxSize(3)
                    .desiredCapacity(1)
                    .vpcZoneIdentifier(subnet)
                    .launchTemplate(t -> t.launchTemplateId(template).version("$Latest"))
                    .instanceMaintenancePolicy(
                        p -> p.minHealthyPercentage(100).maxHealthyPercentage(200))
                    .lifecycleHookSpecificationList(
                        hook ->
                            hook.lifecycleHookName(LAUNCH_HOOK)
                                .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                                .heartbeatTimeout(300)
                                .defaultResult("ABANDON"),
                        hook ->
                            hook.lifecycleHookName("nat-failover-terminate")
                                .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                                .heartbeatTimeout(120)
                                .defaultResult("CONTINUE"))
                    .tags(
                        tag -> tag.key("nat-failover:fleet").value(fleet).propagateAtLaunch(true)));
    return name;
  }

  /** Where the group's only node stands in its life, or nothing when there is none yet. */
  public String lifecycleState(String zone) {
    return account.autoScaling().describeAutoScalingInstances().autoScalingInstances().stream()
        .filter(found -> NodeGroups.name(fleet, zone).equals(found.autoScalingGroupName()))
        .map(AutoScalingInstanceDetails::lifecycleState)
        .findFirst()
        .orElse("");
  }

  /** Says of a node what its agent and the controller would: it is ready, and carries its zone. */
  public void prove(String zone, String instance, Instant since) {
    account
        .ec2()
        .modifyInstanceAttribute(
            r -> r.instanceId(instance).sourceDestCheck(value -> value.value(false)));
    account
        .ec2()
        .createTags(
            r ->
                r.resources(instance)
                    .tags(
                        mark("ready-since", since.toString()),
                        mark("carries", zone),
                        mark("carries-since", since.toString())));
  }

  private static Tag mark(String name, String value) {
    return Tag.builder().key("nat-failover:" + name).value(value).build();
  }

  /** Ends the launch hook that holds a node, as the controller would. */
  public void continueLaunch(String zone, String instance) {
    account
        .autoScaling()
        .completeLifecycleAction(
            r ->
                r.autoScalingGroupName(NodeGroups.name(fleet, zone))
                    .lifecycleHookName(NodeGroups.LAUNCH_HOOK)
                    .instanceId(instance)
                    .lifecycleActionResult("CONTINUE"));
  }
}
