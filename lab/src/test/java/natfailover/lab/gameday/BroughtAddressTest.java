package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Picture;
import org.junit.jupiter.api.Test;

/** The Elastic IP of the user's own NAT instance, in a deployment under its own roles. */
class BroughtAddressTest {
  @Test
  void itIsTheZonesEgressFollowsAFailoverAndGoesBackWhereItWas() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Map<String, String> answers = premises.answers();
      String zone = answers.getOrDefault("Zone1", "");
      String address = premises.byHand(zone);
      String byHand = Standing.holder(cloud.account(), address);
      answers.put("Zone1ElasticIp", address);
      answers.put("ReplaceRoutes", premises.table(zone));
      assertThat(cloud.stack().create(answers)).containsEntry("ElasticIp1", address);
      Standing.settled(cloud, premises.lit());
      String node = Standing.address(cloud, address).instance().orElseThrow();
      assertThat(node).isNotEqualTo(byHand);

      cloud
          .lab()
          .order("{\"command\":\"failover\",\"fleet\":\"prod\",\"zone\":\"%s\"}".formatted(zone));
      Standing.await(cloud, picture -> elsewhere(picture, premises.table(zone), node));
      Optional<String> heir = target(cloud.lab().picture(), premises.table(zone));
      assertThat(Standing.address(cloud, address).instance()).isEqualTo(heir);

      cloud.stack().delete();
      assertThat(Standing.address(cloud, address).instance()).contains(byHand);
      Standing.asItWas(cloud, premises);
      assertThat(cloud.notes()).containsOnly("");
      assertThat(cloud.roles().refused()).isEmpty();
    }
  }

  /** Of one AWS says so; of the other it says that a policy does not allow it. */
  @Test
  void whatItWasWithMayBeGoneAndTheStackIsDeletedAllTheSame() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Map<String, String> answers = premises.answers();
      List<String> zones =
          List.of(answers.getOrDefault("Zone1", ""), answers.getOrDefault("Zone2", ""));
      List<String> addresses = zones.stream().map(premises::byHand).toList();
      List<String> tables = zones.stream().map(premises::table).toList();
      answers.put("Zone1ElasticIp", addresses.getFirst());
      answers.put("Zone2ElasticIp", addresses.getLast());
      answers.put("ReplaceRoutes", String.join(",", tables));
      List<String> byHand =
          addresses.stream().map(each -> Standing.holder(cloud.account(), each)).toList();
      cloud.stack().create(answers);
      Standing.settled(cloud, premises.lit());
      byHand.forEach(each -> cloud.server().with(region -> region.killInstance(each)));
      cloud
          .server()
          .with(region -> region.failCalls("AssociateAddress", "UnauthorizedOperation", 1));

      cloud.stack().delete();
      assertThat(cloud.stack().made()).isEmpty();
      for (String each : addresses) {
        assertThat(cloud.notes()).anyMatch(note -> note.contains(each + ": eni-"));
        assertThat(Standing.address(cloud, each).tags()).isEmpty();
        assertThat(Standing.address(cloud, each).instance()).isEmpty();
      }
      assertThat(cloud.notes())
          .anyMatch(note -> note.split("exists no more, so it was left with", -1).length == 3);
      for (String each : tables) {
        assertThat(target(cloud.lab().picture(), each)).isEmpty();
      }
      assertThat(cloud.roles().refused()).isEmpty();
    }
  }

  private static boolean elsewhere(Picture picture, String table, String node) {
    return target(picture, table).filter(each -> !each.equals(node)).isPresent();
  }

  private static Optional<String> target(Picture picture, String table) {
    return picture.table(table).orElseThrow().target();
  }
}
