package natfailover.lab.benchmark;

import java.util.Map;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The Auto Scaling groups of a fleet, one a zone, each with its hooks. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class NodeGroups {
  static final String LAUNCH_HOOK = "nat-failover-launch";

  private final AutoScalingClient autoScaling;
  private final Ec2Client ec2;
  private final String fleet;

  NodeGroups(AutoScalingClient autoScaling, Ec2Client ec2, String fleet) {
    this.autoScaling = autoScaling;
    this.ec2 = ec2;
    this.fleet = fleet;
  }

  static String name(String fleet, String zone) {
    return "nat-failover-" + fleet + "-" + zone;
  }

  /** A group of one node in each of these subnets, given by zone. */
  void create(Map<String, String> subnets) {
    String template = template();
    subnets.forEach((zone, subnet) -> create(name(fleet, zone), subnet, template));
  }

  /** A second private address, for the predecessor's Elastic IP. */
  private String template() {
    return ec2.createLaunchTemplate(
            r ->
                r.launchTemplateName("nat-failover-" + fleet)
                    .launchTemplateData(
                        data ->
                            data.imageId("ami-0123456789abcdef0")
                                .instanceType("t4g.nano")
                                .networkInterfaces(
                                    n ->
                                        n.deviceIndex(0)
                                            .associatePublicIpAddress(true)
                                            .deleteOnTermination(true)
                                            .secondaryPrivateIpAddressCount(1))
                                .tagSpecifications(
                                    t ->
                                        t.resourceType(ResourceType.NETWORK_INTERFACE)
                                            .tags(
                                                tag ->
                                                    tag.key("nat-failover:fleet").value(fleet)))))
        .launchTemplate()
        .launchTemplateId();
  }

  private void create(String name, String subnet, String template) {
    autoScaling.createAutoScalingGroup(
        r ->
            r.autoScalingGroupName(name)
                .minSize(1)
                .maxSize(3)
                .desiredCapacity(1)
                .vpcZoneIdentifier(subnet)
                .launchTemplate(t -> t.launchTemplateId(template).version("$Latest"))
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
                .tags(tag -> tag.key("nat-failover:fleet").value(fleet).propagateAtLaunch(true)));
  }
}
