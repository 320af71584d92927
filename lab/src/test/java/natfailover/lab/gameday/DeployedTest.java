package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
      Map<String, String> outputs = cloud.stack().create(answers);
      assertThat(cloud.bus().reaching()).as("rules that reach the controller").hasSize(7);
      Aftermath.settled(cloud, site);
      assertThat(egress(cloud)).containsAll(addresses(outputs));

      Set<String> first = nodes(cloud, site);
      answers.put("InstanceTypes", "t4g.micro,t4g.small");
      assertThat(addresses(cloud.stack().update(answers))).isEqualTo(addresses(outputs));
      Aftermath.settled(cloud, site);
      assertThat(nodes(cloud, site)).hasSize(3).doesNotContainAnyElementsOf(first);

      answers.put("NodesPerZone", "2");
      cloud.stack().update(answers);
      Aftermath.settled(cloud, site);
      assertThat(nodes(cloud, site)).hasSize(6);

      String kept = site.zoneTables().getFirst();
      answers.put("Zone1RouteTables", kept);
      cloud.stack().update(answers);
      Aftermath.settled(cloud, site);
      assertThat(cloud.lab().picture().table(kept).orElseThrow().tags()).isNotEmpty();

      cloud.stack().delete();
      assertThat(traffic.abandoned()).as("tables that pointed at nothing that is there").isEmpty();
      Aftermath.asItWas(cloud, premises);
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
      Aftermath.asItWas(cloud, premises);
      assertThat(cloud.roles().refused()).isEmpty();
    }
  }

  private static Set<String> nodes(Deployed cloud, Site site) {
    Set<String> ids = new TreeSet<>();
    new Judge(site).running(cloud.lab().picture()).forEach(each -> ids.add(each.id()));
    return ids;
  }

  private static List<String> addresses(Map<String, String> outputs) {
    return List.of("ElasticIp1", "ElasticIp2", "ElasticIp3").stream()
        .map(name -> outputs.getOrDefault(name, "missing"))
        .toList();
  }

  private static List<String> egress(Deployed cloud) {
    return cloud.lab().picture().addresses().stream()
        .filter(each -> each.instance().isPresent())
        .map(Picture.Elastic::publicIp)
        .toList();
  }
}
