package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
  private static final List<Scenario> GAME_DAYS =
      List.of(
          Scenario.DRAIN,
          Scenario.TERMINATE,
          Scenario.STOP,
          Scenario.ZONE_LOST,
          Scenario.LAUNCH_FAILS);

  @Test
  void underItsRolesAllIsAllowedThatIsDoneAndNothingIsAllowedThatIsNot() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Site site = premises.site();
      Map<String, String> answers = new HashMap<>(premises.answers());
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
    cloud.lab().order("{\"command\":\"%s\",\"fleet\":\"prod\"}".formatted(verb));
  }

  private static void deleteRoute(Deployed cloud, String table) {
    cloud.account().ec2().deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
  }
}
