package natfailover.lab.gameday;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import natfailover.lab.region.RegionServer;
import natfailover.lab.stack.Groups;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Makers;
import natfailover.lab.stack.NodeMakers;
import natfailover.lab.stack.Stack;
import natfailover.lab.template.Translated;
import software.amazon.awssdk.services.ec2.model.Address;

/**
 * Deploys the fleet's template into a site, with the answers that its user would give. Unlike
 * CloudFormation it
 *
 * <ul>
 *   <li>does not wait for the nodes: whether they come up is what a game day watches itself;
 *   <li>leaves the route tables alone: they have their tags already, or join the fleet in the
 *       middle of the game day;
 *   <li>makes no Elastic IP in a network that is to be judged without.
 * </ul>
 *
 * What the region knows nothing of, such as roles, alarms and the probers, is only given a name.
 */
final class FleetStack {
  private final RegionServer server;
  private final Account account;
  private final boolean spot;

  /**
   * A deployment to come.
   *
   * @param spot whether nodes are bought as Spot
   */
  FleetStack(RegionServer server, Account account, boolean spot) {
    this.server = server;
    this.account = account;
    this.spot = spot;
  }

  /** The site with the groups that keep its nodes. */
  Site deploy(Site site) {
    new Stack(site.fleet(), Translated.FLEET, makers(site)).create(answers(site));
    return site.withGroups(groups(site.fleet()));
  }

  private Makers makers(Site site) {
    Makers makers = new Makers();
    NodeMakers.register(makers, server);
    makers.add("AWS::AutoScaling::AutoScalingGroup", new Groups(server, account, _ -> true));
    if (!site.hasElasticIps()) {
      makers.add("AWS::EC2::EIP", (name, _) -> new Made(name, Map.of()));
    }
    return makers;
  }

  private Map<String, String> answers(Site site) {
    PrivateHosts hosts = new PrivateHosts(account);
    Map<String, String> answers = new HashMap<>();
    answers.put("FleetName", site.fleet());
    answers.put("VpcId", hosts.vpc(site));
    answers.put("Spot", spot ? "yes" : "no");
    answers.put("OnboardingFunction", Makers.arn("lambda", "function:nat-Onboarding"));
    answers.put("OnboardingRole", "nat-OnboardingRole");
    answers.put("NoticesTopic", Makers.arn("sns", "nat-Notices"));
    List<String> zones = new ArrayList<>(site.tables().keySet());
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i);
      List<String> tables = site.tables().getOrDefault(zone, List.of());
      String question = "Zone" + (i + 1);
      answers.put(question, zone);
      answers.put(question + "PublicSubnet", site.publicSubnets().getOrDefault(zone, ""));
      answers.put(question + "PrivateSubnets", hosts.subnet(tables.getFirst()));
      answers.put(question + "RouteTables", String.join(",", tables));
      answers.put(question + "ElasticIp", zone.equals(site.zone()) ? brought(site) : "");
    }
    return answers;
  }

  /** The Elastic IP that the hand-built instance has had so far, if it has one. */
  private String brought(Site site) {
    return site.handBuilt().stream()
        .flatMap(
            instance ->
                account
                    .ec2()
                    .describeAddresses(r -> r.filters(f -> f.name("instance-id").values(instance)))
                    .addresses()
                    .stream())
        .map(Address::allocationId)
        .findFirst()
        .orElse("");
  }

  /** The names of the fleet's groups by zone. */
  private Map<String, String> groups(String fleet) {
    return account
        .autoScaling()
        .describeAutoScalingGroups(
            r -> r.filters(f -> f.name("tag:nat-failover:fleet").values(fleet)))
        .autoScalingGroups()
        .stream()
        .collect(
            toMap(
                group -> group.availabilityZones().getFirst(),
                group -> group.autoScalingGroupName(),
                (one, _) -> one,
                TreeMap::new));
  }
}
