package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import natfailover.lab.account.Account;
import natfailover.lab.region.Picture.Elastic;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.template.Translated;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/** The networks of the game days have what the fleet's template says, beside what was there. */
@SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
class FleetStackTest {
  private static final List<String> ZONES = RegionSettings.defaults().zones();
  private RegionServer server;
  private Account account;

  @BeforeEach
  void open() throws IOException {
    server = Lab.region();
    account = Account.at(server.endpoint(), RegionSettings.defaults().region());
  }

  @AfterEach
  void close() {
    account.close();
    server.close();
  }

  @Test
  void eachOfThreeZonesHasItsGroupWithItsHooksAndAnElasticIp() {
    Site site = deployed(Network.THREE_ZONES, false);
    assertThat(site.groups()).containsOnlyKeys(ZONES);
    site.groups().forEach((zone, name) -> assertThat(name).isEqualTo("nat-failover-prod-" + zone));
    assertThat(groups(site))
        .hasSize(3)
        .allSatisfy(
            group -> {
              assertThat(group.maxSize()).isEqualTo(2);
              assertThat(group.healthCheckGracePeriod()).isEqualTo(60);
              assertThat(group.instanceMaintenancePolicy().minHealthyPercentage()).isEqualTo(100);
              assertThat(hooks(group)).containsExactlyInAnyOrder("300 ABANDON", "120 CONTINUE");
            });
    assertThat(addresses())
        .extracting(address -> address.tags().get("nat-failover:zone"))
        .containsExactlyInAnyOrderElementsOf(ZONES);
  }

  @Test
  void theNodesRunTheUserDataThatShips() {
    Site site = deployed(Network.TUTORIAL_1, false);
    String shipped =
        Translated.ZONE
            .template()
            .at("/Resources/LaunchTemplate/Properties/LaunchTemplateData/UserData")
            .asText();
    assertThat(shipped).isNotEmpty();
    String node = node(site).instanceId();
    assertThat(
            account
                .ec2()
                .describeInstanceAttribute(
                    r -> r.instanceId(node).attribute(InstanceAttributeName.USER_DATA))
                .userData()
                .value())
        .isEqualTo(shipped);
  }

  @Test
  void theSecondTutorialBringsTheElasticIpOfItsInstanceAndTheFirstHasNone() {
    deployed(Network.TUTORIAL_1, false);
    assertThat(addresses()).isEmpty();
    Site second = deployed(Network.TUTORIAL_2, false);
    assertThat(addresses())
        .singleElement()
        .extracting(Elastic::instance)
        .isEqualTo(second.handBuilt());
  }

  @Test
  void onBoardingIsAskedToReplaceWhatWasBuiltByHandAndToBringItsAddress() {
    Site site = deployed(Network.TUTORIAL_2, false);
    String table = site.zoneTables().getFirst();
    String address = addresses().getFirst().id();
    assertThat(new FleetStack(server, account, false).onboarding(site))
        .containsEntry("Fleet", "tutorial-2")
        .containsEntry("Zones", List.of(site.zone() + "=" + table, "=", "="))
        .containsEntry("Replace", List.of(table))
        .containsEntry("ElasticIps", List.of(site.zone() + "=" + address, "=", "="));
  }

  @Test
  void nodesAreSpotInstancesWhereOneIsToBeTakenBack() {
    assertThat(node(deployed(Network.TUTORIAL_1, false)).instanceLifecycle()).isNull();
    assertThat(node(deployed(Network.TUTORIAL_2, true)).instanceLifecycle())
        .isEqualTo(InstanceLifecycleType.SPOT);
  }

  /** Each network is another fleet. */
  private Site deployed(Network network, boolean spot) {
    String fleet = network.tutorial() ? network.label() : "prod";
    Site bare = new Architect(account, ZONES, fleet, spot).byHand(network);
    return new FleetStack(server, account, spot).deploy(bare);
  }

  private List<AutoScalingGroup> groups(Site site) {
    return account
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(site.groups().values()))
        .autoScalingGroups();
  }

  private List<String> hooks(AutoScalingGroup group) {
    return account
        .autoScaling()
        .describeLifecycleHooks(r -> r.autoScalingGroupName(group.autoScalingGroupName()))
        .lifecycleHooks()
        .stream()
        .map(hook -> hook.heartbeatTimeout() + " " + hook.defaultResult())
        .toList();
  }

  private List<Elastic> addresses() {
    return server.read(region -> region.picture()).addresses();
  }

  /** The only node of the first zone's group. */
  private Instance node(Site site) {
    String group = site.groups().getOrDefault(site.zone(), "");
    return account
        .ec2()
        .describeInstances(
            r -> r.filters(f -> f.name("tag:aws:autoscaling:groupName").values(group)))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }
}
