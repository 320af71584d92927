package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is there before what, what stays when a stack goes, and how nodes come and go. */
class OrderTest {
  private final Map<Translated, Formation> all = DeployedRoles.formations();
  private final Formation main = formation(Translated.TEMPLATE);
  private final Formation fleet = formation(Translated.FLEET);

  private Formation formation(Translated which) {
    return all.getOrDefault(which, Formation.EMPTY);
  }

  private static Set<String> before(Formation formation, String id) {
    Set<String> before = new HashSet<>();
    for (String each : formation.dependencies(id)) {
      before.add(each);
      before.addAll(before(formation, each));
    }
    return before;
  }

  /** Else the launch of a first node could be told to nobody, and its hook would be waited out. */
  @Test
  void noNodeIsLaunchedBeforeAllThatWakesTheControllerAndAllThatItNeeds() {
    Set<String> waking =
        new HashSet<>(Set.of("ControllerAliaslive", "ControllerEventInvokeConfig"));
    main.order().stream()
        .filter(id -> main.type(id).matches("AWS::(Events::Rule|Lambda::Permission)"))
        .filter(id -> !id.equals("Announcement"))
        .forEach(waking::add);
    assertThat(waking).hasSize(16);
    assertThat(main.dependencies("FirstFleet")).containsAll(waking).contains("NoticesPolicy");
    assertThat(before(main, "FirstFleet"))
        .contains("ControllerRole", "OnboardingRole", "Failures", "ControllerLog", "Announcement");
  }

  @Test
  void anInvocationIsSetUpOnceItsAliasIsThere() {
    assertThat(main.dependencies("ControllerEventInvokeConfig")).contains("ControllerAliaslive");
  }

  /** Whoever has named a wrong table does not wait for nodes to be told so. */
  @Test
  void noNodeIsLaunchedBeforeTheTablesAreChecked() {
    for (String nodes : List.of("Nodes1", "Nodes2", "Nodes3")) {
      assertThat(fleet.dependencies(nodes)).contains("RouteTablesCheck");
    }
  }

  /**
   * Else an update could replace a zone's node and its heir's, and so lose both copies, at once.
   */
  @Test
  void zonesComeAndChangeOneAfterTheOther() {
    assertThat(before(fleet, "Nodes2")).contains("Nodes1").doesNotContain("Nodes3");
    assertThat(before(fleet, "Nodes3")).contains("Nodes1", "Nodes2");
    Map<String, String> answers = new TreeMap<>(fleet.values());
    answers.put("Zone2", "");
    Formation gap = new Formation("fleet", Translated.FLEET.template(), answers);
    assertThat(gap.dependencies("Nodes3")).contains("Nodes1");
  }

  /** A table that is on-boarded before its node could be pointed at nothing. */
  @Test
  void aTableIsOnBoardedAfterEveryZonesNodesAndTheRightTo() {
    assertThat(fleet.dependencies("RouteTables"))
        .contains("OnboardingGrants", "Nodes1", "Nodes2", "Nodes3");
  }

  /** When all goes, the address goes after the node that has it. */
  @Test
  void aNodeComesAfterItsAddress() {
    Map<String, String> answers = new TreeMap<>(formation(Translated.ZONE).values());
    answers.put("ElasticIp", "");
    answers.put("Image", "/any");
    Formation zone = new Formation("zone", Translated.ZONE.template(), answers);
    assertThat(zone.dependencies("Nodes")).contains("Address", "LaunchTemplate");
    answers.put("ElasticIp", "eipalloc-1");
    Formation brought = new Formation("zone", Translated.ZONE.template(), answers);
    assertThat(brought.dependencies("Nodes")).doesNotContain("Address");
  }

  @Test
  void onlyWhatOnBoardingSaidStaysAndElasticIpsThatAreToBeKept() {
    String log = "RetainExceptOnCreate on deletion, Delete on replacement";
    assertThat(staying("no")).isEqualTo(Map.of("OnboardingLog", log));
    String address = "RetainExceptOnCreate on deletion, Retain on replacement";
    assertThat(staying("yes")).isEqualTo(Map.of("OnboardingLog", log, "Address", address));
  }

  /** What does not go with its stack, versions aside; what says nothing goes. */
  private Map<String, String> staying(String keep) {
    Map<String, String> staying = new TreeMap<>();
    for (Translated each : Translated.values()) {
      Map<String, String> answers = new TreeMap<>(formation(each).values());
      answers.put("KeepElasticIps", keep);
      answers.put("ElasticIp", "");
      answers.put("Image", "/any");
      Formation formation = new Formation("any", each.template(), answers);
      for (String id : formation.order()) {
        String deletion = formation.policy(id, "DeletionPolicy");
        String replacement = formation.policy(id, "UpdateReplacePolicy");
        boolean goes = (deletion + replacement).matches("(Delete)*");
        if (!goes && !id.startsWith("ControllerVersion")) {
          staying.put(id, "%s on deletion, %s on replacement".formatted(deletion, replacement));
        }
      }
    }
    return staying;
  }

  @Test
  void aLaunchWaitsForProofAndAnEndForTheTrafficToMove() {
    List<String> hooks = new ArrayList<>();
    groups(
        group ->
            group
                .required("LifecycleHookSpecificationList")
                .forEach(hook -> hooks.add(hook.toString())));
    assertThat(hooks)
        .containsExactly(
            "{\"LifecycleHookName\":\"nat-failover-launch\","
                + "\"LifecycleTransition\":\"autoscaling:EC2_INSTANCE_LAUNCHING\","
                + "\"HeartbeatTimeout\":300,\"DefaultResult\":\"ABANDON\"}",
            "{\"LifecycleHookName\":\"nat-failover-terminate\","
                + "\"LifecycleTransition\":\"autoscaling:EC2_INSTANCE_TERMINATING\","
                + "\"HeartbeatTimeout\":120,\"DefaultResult\":\"CONTINUE\"}");
  }

  @Test
  void anUpdateLaunchesOneNodeBeforeItEndsOne() {
    Formation zone = formation(Translated.ZONE);
    JsonNode rolling = zone.own("Nodes", "UpdatePolicy").required("AutoScalingRollingUpdate");
    groups(
        group -> {
          int wanted = group.required("DesiredCapacity").asInt();
          assertThat(rolling.required("MinInstancesInService").asInt()).isEqualTo(wanted);
          assertThat(rolling.required("MaxBatchSize").asInt()).isOne();
          assertThat(group.required("MinSize").asInt()).isEqualTo(wanted);
          assertThat(group.required("MaxSize").asInt()).isEqualTo(wanted + 1);
        });
  }

  private static void groups(Consumer<JsonNode> action) {
    DeployedRoles.each("AWS::AutoScaling::AutoScalingGroup", (_, group) -> action.accept(group));
  }
}
