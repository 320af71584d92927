package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.stack.StackFailed;
import natfailover.lab.template.Translated;
import org.junit.jupiter.api.Test;

/** Every question of the template is answered differently, one update after the other. */
class UpdatesPlayedTest {
  private static final List<String> ZONES = RegionSettings.defaults().zones();

  /** Which zone is where once all have moved. */
  private static final List<String> PLACES = List.of(ZONES.get(2), ZONES.get(0), ZONES.get(1));

  @Test
  void anotherAnswerToAnyQuestionLeavesNoRouteDarkNoHookWaitingAndNothingToDo() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account()).extended();
      Map<String, String> answers = premises.twoZones();
      Map<String, Map<String, String>> updates = updates(premises);
      Map<String, String> refused = refused(cloud, premises);
      assertThat(questions(updates.values(), refused)).isEqualTo(asked());
      Traffic traffic = new Traffic(premises.lit());
      cloud.watch(traffic);
      cloud.stack().create(answers);
      updates.forEach(
          (name, update) -> {
            answers.putAll(update);
            Set<String> nodes = nodes(cloud);
            cloud.stack().update(answers);
            afterwards(cloud, premises.site(answers), name);
            quiet(cloud, traffic, nodes, name);
          });
      refused.forEach(
          (name, answer) -> {
            Map<String, String> wrong = new HashMap<>(answers);
            wrong.put(name, answer);
            Set<String> nodes = nodes(cloud);
            assertThatThrownBy(() -> cloud.stack().update(wrong))
                .as(name)
                .isInstanceOf(StackFailed.class)
                .hasMessageContaining("-RouteTablesCheck: Nothing was changed, for ");
            afterwards(cloud, premises.site(answers), name);
            quiet(cloud, traffic, nodes, name);
          });
      cloud.stack().delete();
      Standing.asItWas(cloud, premises);
      assertThat(cloud.roles().refused()).isEmpty();
      assertThat(cloud.failures()).isEmpty();
    }
  }

  private static Set<String> questions(
      Collection<Map<String, String>> updates, Map<String, String> refused) {
    Set<String> questions = new TreeSet<>(refused.keySet());
    updates.forEach(each -> questions.addAll(each.keySet()));
    return questions;
  }

  private static Set<String> asked() {
    Set<String> asked = new TreeSet<>();
    Translated.TEMPLATE.template().required("Parameters").fieldNames().forEachRemaining(asked::add);
    return asked;
  }

  private static void afterwards(Deployed cloud, Site site, String update) {
    try {
      Standing.settled(cloud, site);
      Standing.nothingIsLeftToDo(cloud);
    } catch (AssertionError wrong) {
      throw new AssertionError("after the update of " + update, wrong);
    }
  }

  /**
   * No route ever led to what was not there; where no node was replaced, none was without egress
   * either. Where one was, its address and its route move by two calls.
   */
  private static void quiet(Deployed cloud, Traffic traffic, Set<String> nodes, String update) {
    List<String> tables = cloud.lab().picture().tables().stream().map(Picture.Table::id).toList();
    assertThat(traffic.abandoned()).as(update).isEmpty();
    if (nodes(cloud).equals(nodes)) {
      assertThat(traffic.outage(tables, cloud.lab().clock().instant())).as(update).isZero();
    }
    traffic.reset(cloud.lab().picture());
  }

  private static Set<String> nodes(Deployed cloud) {
    return cloud.lab().picture().machines().stream()
        .filter(each -> each.state().equals("running"))
        .map(Picture.Machine::id)
        .collect(Collectors.toSet());
  }

  /** Two zones are deployed; they move, the third one comes, goes and comes again. */
  private static Map<String, Map<String, String>> updates(Premises premises) {
    Map<String, Map<String, String>> updates = new LinkedHashMap<>();
    updates.put("Zone1, to another zone", premises.zone(1, ZONES.get(2)));
    updates.put("Zone2, to another zone", premises.zone(2, ZONES.get(0)));
    updates.put("Zone3, added", premises.zone(3, ZONES.get(1)));
    updates.put("Zone3, given up", premises.zone(3, ""));
    Map<String, String> brought = new HashMap<>(premises.zone(3, ZONES.get(1)));
    brought.put("Zone3ElasticIp", premises.spare(ZONES.get(1), "ElasticIp"));
    updates.put("Zone3, added with an Elastic IP of the user's own", brought);
    updates.put("Zone3ElasticIp, taken back", Map.of("Zone3ElasticIp", ""));
    for (int i = 0; i < PLACES.size(); i++) {
      String prefix = "Zone" + (i + 1);
      Map<String, String> now = premises.zone(i + 1, PLACES.get(i));
      for (String question : List.of("RouteTables", "PrivateSubnets", "PublicSubnet")) {
        String name = prefix + question;
        String more = premises.spare(PLACES.get(i), question);
        boolean list = question.endsWith("s");
        updates.put(name, Map.of(name, list ? now.get(name) + "," + more : more));
      }
    }
    for (String each : alone(premises)) {
      String[] pair = each.split("=", 2);
      updates.put(each, Map.of(pair[0], pair[1]));
    }
    return updates;
  }

  private static List<String> alone(Premises premises) {
    return new ArrayList<>(
        List.of(
            "ReplaceRoutes=" + premises.lit().zoneTables().getFirst(),
            "InstanceTypes=t4g.small,t4g.micro",
            "Image=/my/image",
            "ProbeTargets=1.1.1.1,site.example",
            "ProbeControl=10.60.0.2:53",
            "NodesPerZone=2",
            "Spot=yes",
            "Spot=no",
            "NodesPerZone=1",
            "TrackedSecurityGroups=yes",
            "TrackedSecurityGroups=no",
            "KeepElasticIps=yes",
            "KeepElasticIps=no",
            "SessionManager=no",
            "SessionManager=yes",
            "NotificationAddress=me@example.com",
            "NotificationAddress=you@example.com",
            "NotificationAddress=",
            "ObjectiveSeconds=10",
            "LogRetentionDays=7",
            "MemorySize=2048",
            "ReservedConcurrency=5",
            "HoldDownSeconds=2",
            "AccusationSeconds=5",
            "CondemnAfterSeconds=7",
            "ProberSeconds=0"));
  }

  /** What cannot be changed without handing the tables back first. */
  private static Map<String, String> refused(Deployed cloud, Premises premises) {
    String other = cloud.account().ec2().createVpc(r -> r.cidrBlock("10.61.0.0/16")).vpc().vpcId();
    Map<String, String> refused = new TreeMap<>(Map.of("FleetName", "stage", "VpcId", other));
    for (int i = 0; i < PLACES.size(); i++) {
      refused.put("Zone%dElasticIp".formatted(i + 1), premises.spare(PLACES.get(i), "ElasticIp"));
    }
    return refused;
  }
}
