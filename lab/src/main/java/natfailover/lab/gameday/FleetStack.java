package natfailover.lab.gameday;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import natfailover.lab.template.Formation;
import natfailover.lab.template.Translated;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
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
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
final class FleetStack {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** What the template asks on-boarding for. */
  Map<String, Object> onboarding(Site site) {
    Formation fleet = new Formation(site.fleet(), Translated.FLEET.template(), answers(site));
    JsonNode asked = fleet.properties("RouteTables", (id, _) -> id);
    return JSON.convertValue(asked, new TypeReference<>() {});
  }

  private Map<String, String> answers(Site site) {
    Map<String, String> answers = new HashMap<>();
    answers.put("FleetName", site.fleet());
    answers.put("VpcId", new PrivateHosts(account).vpc(site));
    answers.put("Spot", spot ? "yes" : "no");
    // What was built by hand is not known as a NAT.
    boolean replace = site.handBuilt().isPresent();
    answers.put("ReplaceRoutes", replace ? String.join(",", site.allTables()) : "");
    // Outputs of the stack with the controller.
    answers.put("OnboardingFunction", Makers.arn("lambda", "function:nat-Onboarding"));
    answers.put("OnboardingRole", "nat-OnboardingRole");
    answers.put("NoticesTopic", Makers.arn("sns", "nat-Notices"));
    int number = 1;
    for (String zone : site.tables().keySet()) {
      answers.putAll(answers(site, zone, "Zone" + number));
      number++;
    }
    return answers;
  }

  private Map<String, String> answers(Site site, String zone, String question) {
    List<String> tables = site.tables().getOrDefault(zone, List.of());
    return Map.of(
        question,
        zone,
        question + "PublicSubnet",
        site.publicSubnets().getOrDefault(zone, ""),
        question + "PrivateSubnets",
        new PrivateHosts(account).subnet(tables.getFirst()),
        question + "RouteTables",
        String.join(",", tables),
        question + "ElasticIp",
        zone.equals(site.zone()) ? brought(site) : "");
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
                AutoScalingGroup::autoScalingGroupName,
                (one, _) -> one,
                TreeMap::new));
  }
}
