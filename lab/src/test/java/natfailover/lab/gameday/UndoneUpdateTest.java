package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import natfailover.lab.region.Picture;
import natfailover.lab.stack.StackFailed;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An update fails after the tables were changed; what the stack had before is there no more. */
class UndoneUpdateTest {
  @Test
  void tablesThatWereDeletedInBetweenDoNotKeepItFromBeingUndone() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account()).extended();
      Map<String, String> answers = premises.answers();
      Map<String, String> without = new HashMap<>(answers);
      String handedBack = joined(answers, premises, 1);
      String listed = joined(answers, premises, 2);
      cloud.stack().create(answers);
      Standing.settled(cloud, premises.site(answers));

      Map<String, String> changed = new HashMap<>(answers);
      changed.put("Zone1RouteTables", without.getOrDefault("Zone1RouteTables", ""));
      undone(
          cloud,
          changed,
          () -> {
            assertThat(cloud.lab().picture().table(handedBack).orElseThrow().tags()).isEmpty();
            delete(cloud.account().ec2(), handedBack, premises.table(zone(answers, 1)));
            delete(cloud.account().ec2(), listed, premises.table(zone(answers, 2)));
          });
      for (String gone : List.of(handedBack, listed)) {
        assertThat(cloud.notes())
            .anyMatch(note -> note.contains(gone + " does not exist in this account"));
      }
      Standing.settled(cloud, premises.site(without));
      Standing.nothingIsLeftToDo(cloud);
      ended(cloud, premises);
    }
  }

  /** It was given back, and the zone has got one of the stack's own, when the update fails. */
  @Test
  void anElasticIpThatWasTakenBackIsTheZonesAgain() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Map<String, String> answers = premises.answers();
      String brought = broughtAndTakenBack(cloud, premises, answers, _ -> {});
      assertThat(cloud.notes()).noneMatch(note -> note.contains(brought));
      Standing.settled(cloud, premises.lit());
      assertThat(of(cloud, zone(answers, 1))).containsExactly(brought);
      ended(cloud, premises);
    }
  }

  /** Its zone has none then, until the next update; the region gives nodes no other by itself. */
  @Test
  void oneThatIsGoneByThenDoesNotKeepTheUpdateFromBeingUndone() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Map<String, String> answers = premises.answers();
      String gone =
          broughtAndTakenBack(
              cloud, premises, answers, address -> release(cloud.account().ec2(), address));
      assertThat(cloud.notes())
          .anyMatch(note -> note.contains(gone + " does not exist in this account"));
      assertThat(of(cloud, zone(answers, 1))).isEmpty();
      Standing.await(cloud, picture -> lit(picture, premises.lit()));
      answers.put("Zone1ElasticIp", "");
      cloud.stack().update(answers);
      Standing.settled(cloud, premises.lit());
      assertThat(of(cloud, zone(answers, 1))).hasSize(1);
      ended(cloud, premises);
    }
  }

  private static String broughtAndTakenBack(
      Deployed cloud, Premises premises, Map<String, String> answers, Consumer<String> meanwhile) {
    String zone = zone(answers, 1);
    String brought = premises.byHand(zone);
    answers.put("Zone1ElasticIp", brought);
    answers.put("ReplaceRoutes", premises.table(zone));
    cloud.stack().create(answers);
    Standing.settled(cloud, premises.lit());
    Map<String, String> changed = new HashMap<>(answers);
    changed.put("Zone1ElasticIp", "");
    undone(
        cloud,
        changed,
        () -> {
          assertThat(Standing.address(cloud, brought).tags()).isEmpty();
          meanwhile.accept(brought);
        });
    return brought;
  }

  private static boolean lit(Picture picture, Site site) {
    return site.allTables().stream()
        .allMatch(id -> picture.table(id).filter(picture::lit).isPresent());
  }

  private static void ended(Deployed cloud, Premises premises) {
    cloud.stack().delete();
    Standing.asItWas(cloud, premises);
    assertThat(cloud.roles().refused()).isEmpty();
    assertThat(cloud.failures()).isEmpty();
  }

  private static void undone(Deployed cloud, Map<String, String> answers, Runnable meanwhile) {
    answers.put("ObjectiveSeconds", "10");
    cloud.failLate(meanwhile);
    assertThatThrownBy(() -> cloud.stack().update(answers))
        .isInstanceOf(StackFailed.class)
        .hasMessage(LateFailure.WHY);
  }

  private static String zone(Map<String, String> answers, int number) {
    return answers.getOrDefault("Zone" + number, "");
  }

  /** Another table of a zone's, which the answers name from now on. */
  private static String joined(Map<String, String> answers, Premises premises, int number) {
    String more = premises.spare(zone(answers, number), "RouteTables");
    answers.merge("Zone%dRouteTables".formatted(number), more, (all, one) -> all + "," + one);
    return more;
  }

  private static void delete(Ec2Client ec2, String table, String heir) {
    ec2.describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .getFirst()
        .associations()
        .forEach(
            each ->
                ec2.replaceRouteTableAssociation(
                    r -> r.associationId(each.routeTableAssociationId()).routeTableId(heir)));
    ec2.deleteRouteTable(r -> r.routeTableId(table));
  }

  private static void release(Ec2Client ec2, String address) {
    String association =
        ec2.describeAddresses(r -> r.allocationIds(address)).addresses().getFirst().associationId();
    ec2.disassociateAddress(r -> r.associationId(association));
    ec2.releaseAddress(r -> r.allocationId(address));
  }

  private static List<String> of(Deployed cloud, String zone) {
    return cloud.lab().picture().addresses().stream()
        .filter(each -> zone.equals(each.tags().get("nat-failover:zone")))
        .map(Picture.Elastic::id)
        .toList();
  }
}
