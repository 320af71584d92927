package natfailover.lab.gameday;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The Auto Scaling groups of a fleet, one a zone, with the hooks that the controller ends. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class Groups {
  private final Account account;
  private final String fleet;
  private final boolean spot;

  Groups(Account account, String fleet, boolean spot) {
    this.account = account;
    this.fleet = fleet;
    this.spot = spot;
  }

  /** Creates a group of one node in each public subnet; gives their names by zone. */
  Map<String, String> create(Map<String, String> publicSubnets) {
    String template = template();
    Map<String, String> groups = new TreeMap<>();
    publicSubnets.forEach((zone, subnet) -> groups.put(zone, group(zone, subnet, template)));
    return groups;
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
                          if (spot) {
                            data.instanceMarketOptions(m -> m.marketType(MarketType.SPOT));
                          }
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
    String name = "nat-failover-" + fleet + "-" + zone;
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
                            hook.lifecycleHookName("nat-failover-launch")
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
}
