package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every parameter is changed; what CloudFormation then does is what docs/updates.md says. */
class UpdatesTest {
  private static final Path TABLE = Path.of("../docs/updates.md");

  /** Another fleet or zone cannot be the same nodes and addresses; nothing else may cost one. */
  private static final Set<String> MOVES = Set.of("FleetName", "Zone1", "Zone2", "Zone3");

  /** What becomes of a resource on the way back. */
  private static final Map<Updates.Kind, Updates.Kind> MIRRORED =
      Map.of(
          Updates.Kind.UPDATED, Updates.Kind.UPDATED,
          Updates.Kind.REPLACED, Updates.Kind.REPLACED,
          Updates.Kind.CREATED, Updates.Kind.DELETED,
          Updates.Kind.DELETED, Updates.Kind.CREATED);

  private static Map<String, String> answers() {
    Map<String, String> answers = new HashMap<>(Map.of("FleetName", "prod", "VpcId", "vpc-1"));
    for (int i = 1; i <= 3; i++) {
      answers.putAll(zone(i, "ap-northeast-1" + "_acd".charAt(i)));
    }
    return answers;
  }

  private static Map<String, String> zone(int number, String name) {
    String zone = "Zone" + number;
    boolean none = name.isEmpty();
    return Map.of(
        zone,
        name,
        zone + "PublicSubnet",
        none ? "" : "subnet-" + number,
        zone + "PrivateSubnets",
        none ? "" : "subnet-%d0,subnet-%d1".formatted(number, number),
        zone + "RouteTables",
        none ? "" : "rtb-" + number);
  }

  /** A change of each parameter, by the name that the table has for it. */
  private static Map<String, Map<String, String>> changes() {
    Map<String, Map<String, String>> changes = new LinkedHashMap<>();
    Map<String, String> one = new LinkedHashMap<>();
    one.put("FleetName", "stage");
    one.put("VpcId", "vpc-2");
    for (int i = 1; i <= 3; i++) {
      one.put("Zone" + i, "ap-northeast-1e");
      one.put("Zone" + i + "PublicSubnet", "subnet-a");
      one.put("Zone" + i + "PrivateSubnets", "subnet-b");
      one.put("Zone" + i + "RouteTables", "rtb-a,rtb-b");
      one.put("Zone" + i + "ElasticIp", "eipalloc-1");
    }
    one.put("ReplaceRoutes", "rtb-1");
    one.put("InstanceTypes", "t4g.small");
    one.put("NodesPerZone", "2");
    one.put("Spot", "yes");
    one.put("TrackedSecurityGroups", "yes");
    one.put("KeepElasticIps", "no");
    one.put("SessionManager", "no");
    one.put("Image", "/my/image");
    one.put("ProbeTargets", "1.1.1.1,site.example");
    one.put("ProbeControl", "10.40.0.2:53");
    one.put("NotificationAddress", "me@example.com");
    one.put("ObjectiveSeconds", "10");
    one.put("LogRetentionDays", "7");
    one.put("MemorySize", "2048");
    one.put("ReservedConcurrency", "5");
    one.put("HoldDownSeconds", "60");
    one.put("AccusationSeconds", "30");
    one.put("CondemnAfterSeconds", "90");
    one.put("ProberSeconds", "0");
    one.forEach((name, value) -> changes.put(name, Map.of(name, value)));
    changes.put("(third zone given up)", zone(3, ""));
    return changes;
  }

  @Test
  void everyParameterIsInTheTableWithWhatItsChangeDoes() throws IOException {
    List<String> rows = new ArrayList<>();
    changes().forEach((name, change) -> rows.add("| " + name + " | " + row(change) + " |"));
    rows.add("| (another NotificationAddress) | " + anotherNotificationAddress() + " |");
    assertThat(Files.readAllLines(TABLE))
        .filteredOn(line -> line.startsWith("| ") && !line.matches("\\| (parameter|---).*"))
        .containsExactlyElementsOf(rows);
  }

  private static String anotherNotificationAddress() {
    Map<String, String> me = changed(Map.of("NotificationAddress", "me@example.com"));
    Map<String, String> you = changed(Map.of("NotificationAddress", "you@example.com"));
    return Updates.between(me, you).row();
  }

  @Test
  void theWayBackDoesTheSameButThatWhatWasCreatedIsDeletedAndTheReverse() {
    changes()
        .forEach(
            (name, change) -> {
              Updates there = Updates.between(answers(), changed(change));
              Updates back = Updates.between(changed(change), answers());
              MIRRORED.forEach(
                  (kind, mirrored) ->
                      assertThat(back.of(mirrored)).as(name).isEqualTo(there.of(kind)));
            });
  }

  @Test
  void noParameterIsForgotten() {
    Set<String> asked = new TreeSet<>();
    Translated.TEMPLATE.template().required("Parameters").fieldNames().forEachRemaining(asked::add);
    assertThat(changes().keySet()).containsAll(asked);
  }

  @Test
  void onlyAnotherFleetOrZoneReplacesAGroupOrAnAddress() {
    changes()
        .forEach(
            (name, change) -> {
              Updates updates = Updates.between(answers(), changed(change));
              assertThat(updates.of(Updates.Kind.REPLACED).stream().anyMatch(UpdatesTest::costly))
                  .as(name)
                  .isEqualTo(MOVES.contains(name));
            });
  }

  private static boolean costly(String resource) {
    return resource.matches("zone: (Nodes|Address|Prober)");
  }

  private static String row(Map<String, String> change) {
    return Updates.between(answers(), changed(change)).row();
  }

  private static Map<String, String> changed(Map<String, String> change) {
    Map<String, String> changed = answers();
    changed.putAll(change);
    return changed;
  }
}
