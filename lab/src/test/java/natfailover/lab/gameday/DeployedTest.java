package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.lab.region.Picture;
import natfailover.lab.stack.StackFailed;
import org.junit.jupiter.api.Test;

/**
 * The life of a deployment: what is created, changed and deleted is what the templates say, under
 * the roles and by the rules that they deploy.
 */
class DeployedTest {
  @Test
  void fromItsCreationOnItNeverLeavesARouteDarkOrAHookWaiting() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Site site = premises.lit();
      Traffic traffic = new Traffic(site);
      cloud.watch(traffic);
      Map<String, String> answers = premises.answers();
      List<Picture.Elastic> addresses = Standing.addresses(cloud);
      Map<String, String> outputs = cloud.stack().create(answers);
      assertThat(cloud.bus().reaching()).as("rules that reach the controller").hasSize(7);
      Standing.settled(cloud, site);
      assertThat(Standing.egress(cloud)).containsAll(Standing.addresses(outputs));

      Set<String> first = Standing.nodes(cloud, site);
      answers.put("InstanceTypes", "t4g.micro,t4g.small");
      assertThat(Standing.addresses(cloud.stack().update(answers)))
          .isEqualTo(Standing.addresses(outputs));
      Standing.settled(cloud, site);
      assertThat(Standing.nodes(cloud, site)).hasSize(3).doesNotContainAnyElementsOf(first);

      answers.put("NodesPerZone", "2");
      cloud.stack().update(answers);
      Standing.settled(cloud, site);
      assertThat(Standing.nodes(cloud, site)).hasSize(6);

      String kept = site.zoneTables().getFirst();
      answers.put("Zone1RouteTables", kept);
      cloud.stack().update(answers);
      Standing.settled(cloud, site);
      assertThat(cloud.lab().picture().table(kept).orElseThrow().tags()).isNotEmpty();

      cloud.stack().delete();
      assertThat(traffic.abandoned()).as("tables that pointed at nothing that is there").isEmpty();
      Standing.asItWas(cloud, premises);
      assertThat(Standing.addresses(cloud)).as("KeepElasticIps=no").isEqualTo(addresses);
      assertThat(cloud.roles().refused()).isEmpty();
      assertThat(cloud.failures()).isEmpty();
    }
  }

  @Test
  void aZoneWithoutCapacityUndoesTheDeploymentAndTouchesNoRoute() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Site site = premises.lit();
      Traffic traffic = new Traffic(site);
      cloud.watch(traffic);
      cloud.patience(Duration.ofSeconds(10));
      String last = site.tables().keySet().stream().sorted().toList().getLast();
      cloud.server().with(region -> region.insufficientCapacity(last, true));
      Map<String, String> answers = premises.answers();
      assertThatThrownBy(() -> cloud.stack().create(answers))
          .isInstanceOf(StackFailed.class)
          .hasMessageContaining("did not stabilize");
      assertThat(traffic.moved()).isEmpty();
      Standing.asItWas(cloud, premises);
      assertThat(cloud.roles().refused()).isEmpty();
    }
  }
}
