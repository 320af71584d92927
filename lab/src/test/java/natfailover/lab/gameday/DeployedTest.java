package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import natfailover.lab.region.Picture;
import org.junit.jupiter.api.Test;

/**
 * The life of a deployment: what is created, lives through game days, is changed and deleted is
 * what the templates say, under the roles and by the rules that they deploy.
 */
class DeployedTest {
  /** What is granted although no call of a lab needs it, and why. */
  private static final Map<String, String> AHEAD =
      Map.of(
          "ControllerRole AskProbers lambda:InvokeFunction",
          "the region has no probers to ask",
          "ControllerRole KeepWhatFailed sqs:SendMessage",
          "Lambda's own, for invocations that failed");

  @Test
  void aDeploymentComesUpLivesChangesAndGoesByItsOwnRulesAndRights() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Site site = premises.site();
      cloud.stack().create(premises.answers());
      assertThat(cloud.bus().reaching()).hasSize(7);
      Judge judge = new Judge(site);
      assertThat(cloud.lab().await(Premises.patience(), judge::settled))
          .as("%s", judge.unsettled(cloud.lab().picture()))
          .isTrue();
      for (Scenario scenario : List.of(Scenario.DRAIN, Scenario.TERMINATE, Scenario.ZONE_LOST)) {
        play(cloud, site, scenario);
      }
      condemned(cloud, site);
      paused(cloud);
      Set<String> unused = new TreeSet<>(cloud.roles().granted().keySet());
      unused.removeAll(cloud.roles().used());
      cloud.stack().delete();
      assertThat(cloud.roles().refused()).isEmpty();
      unused.removeAll(cloud.roles().used());
      assertThat(unused).isEqualTo(AHEAD.keySet());
    }
  }

  private static void play(Deployed cloud, Site site, Scenario scenario) {
    Chronicle chronicle = new Chronicle(cloud.lab().clock(), System.out::println);
    ScenarioResult result =
        new ScenarioRun(cloud.lab(), site, scenario, chronicle).run(Premises.patience());
    assertThat(result.reason()).as("%s", scenario).isEmpty();
  }

  private static void condemned(Deployed cloud, Site site) {
    String doubted = new Judge(site).carrier(cloud.lab().picture()).orElseThrow();
    cloud.server().with(region -> region.impair(doubted));
    assertThat(
            cloud
                .lab()
                .await(
                    Premises.patience(),
                    picture -> picture.machine(doubted).filter(DeployedTest::runs).isEmpty()))
        .isTrue();
  }

  private static boolean runs(Picture.Machine machine) {
    return machine.state().equals("running");
  }

  private static void paused(Deployed cloud) {
    for (String verb : List.of("pause", "resume")) {
      cloud.lab().order("{\"command\":\"%s\",\"fleet\":\"prod\"}".formatted(verb));
    }
  }
}
