package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.lab.region.Picture;
import natfailover.lab.template.Roles;
import org.junit.jupiter.api.Test;

/** Least privilege: what the deployed roles grant is compared with what is called, both ways. */
class RightsTest {
  /** All but the one that deploys a stack of its own, as this test does. */
  private static final List<Scenario> GAME_DAYS =
      Arrays.stream(Scenario.values())
          .filter(scenario -> !scenario.needsPackets() && scenario != Scenario.ONBOARD_OFFBOARD)
          .toList();

  @Test
  void underItsRolesAllIsAllowedThatIsDoneAndNothingIsAllowedThatIsNot() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Site site = premises.site();
      Map<String, String> answers = new HashMap<>(premises.answers());
      // So that AWS can take one back.
      answers.put("Spot", "yes");
      // In a zone that game days leave alone, so that there is something to give it back to.
      String zone = answers.getOrDefault("Zone3", "");
      answers.put("Zone3ElasticIp", premises.byHand(zone));
      answers.put("ReplaceRoutes", premises.table(zone));
      cloud.stack().create(answers);
      takenOver(cloud, premises, premises.table(zone));
      for (Scenario scenario : GAME_DAYS) {
        Chronicle chronicle = new Chronicle(cloud.lab().clock(), System.out::println);
        ScenarioRun run = new ScenarioRun(cloud.lab(), site, scenario, chronicle);
        assertThat(run.run(Premises.patience()).reason()).as("%s", scenario).isEmpty();
      }
      movedByOrder(cloud, site);
      condemned(cloud, site);
      order(cloud, "doctor");
      order(cloud, "pause");
      order(cloud, "resume");
      order(cloud, "pause");
      deleteRoute(cloud, site.zoneTables().getFirst());
      Set<String> granted = cloud.roles().granted().keySet();
      cloud.stack().delete();
      compare(cloud.roles(), granted);
    }
  }

  /** The instance that was built by hand stands in the zone, too, so it would pass for home. */
  private static void takenOver(Deployed cloud, Premises premises, String table) {
    String byHand = premises.gateways().getOrDefault(table, "");
    Standing.await(
        cloud, picture -> !picture.table(table).orElseThrow().target().equals(Optional.of(byHand)));
  }

  private static void compare(Roles roles, Set<String> granted) {
    assertThat(roles.refused()).as("refused by the deployed roles").isEmpty();
    Set<String> unused = new TreeSet<>(granted);
    unused.removeAll(roles.used());
    assertThat(unused)
        .as("granted and never needed; what has to be granted all the same is listed in Ahead")
        .isEqualTo(Ahead.grants().keySet());
  }

  private static void movedByOrder(Deployed cloud, Site site) {
    Optional<String> home = new Judge(site).carrier(cloud.lab().picture());
    order(cloud, "failover", site.zone());
    Standing.await(cloud, picture -> !new Judge(site).carrier(picture).equals(home));
    order(cloud, "failback", site.zone());
    Standing.settled(cloud, site);
  }

  private static void condemned(Deployed cloud, Site site) {
    String doubted = new Judge(site).carrier(cloud.lab().picture()).orElseThrow();
    cloud.server().with(region -> region.impair(doubted));
    assertThat(
            cloud
                .lab()
                .await(
                    Premises.patience(),
                    picture -> picture.machine(doubted).filter(RightsTest::runs).isEmpty()))
        .isTrue();
  }

  private static boolean runs(Picture.Machine machine) {
    return machine.state().equals("running");
  }

  private static void order(Deployed cloud, String verb) {
    obeyed(cloud, "{\"command\":\"%s\",\"fleet\":\"prod\"}".formatted(verb));
  }

  private static void order(Deployed cloud, String verb, String zone) {
    obeyed(cloud, "{\"command\":\"%s\",\"fleet\":\"prod\",\"zone\":\"%s\"}".formatted(verb, zone));
  }

  private static void obeyed(Deployed cloud, String command) {
    assertThat(cloud.lab().order(command).outcome().toString())
        .as(command)
        .contains("\"fleet\":\"prod\"");
  }

  private static void deleteRoute(Deployed cloud, String table) {
    cloud.account().ec2().deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
  }
}
