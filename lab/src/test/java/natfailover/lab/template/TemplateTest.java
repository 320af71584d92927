package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import natfailover.aws.Probers;
import natfailover.plan.Mark;
import org.junit.jupiter.api.Test;

/** The templates say the same as the code, and as each other. */
class TemplateTest {
  private static final Template MAIN = Template.read("template.yaml");
  private static final Template FLEET = Template.read("fleet/template.yaml");
  private static final Template ZONE = Template.read("fleet/zone.yaml");

  @Test
  void theControllerMayWriteEveryMarkOfANodeAndNothingElse() {
    assertThat(keys("RememberAndTellNodes"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Mark.values())
                .filter(mark -> mark != Mark.PAUSED_UNTIL)
                .map(Mark::tag)
                .toList());
    assertThat(keys("RememberPauses")).containsExactly(Mark.PAUSED_UNTIL.tag());
  }

  private static List<String> keys(String statement) {
    JsonNode condition = MAIN.statement("ControllerRole", statement).required("Condition");
    return Formation.texts(condition.required("ForAllValues:StringEquals").required("aws:TagKeys"));
  }

  @Test
  void aQuestionReadsTheSameWhereverItIsAsked() {
    JsonNode asked = MAIN.root().required("Parameters");
    JsonNode passed = MAIN.resource("FirstFleet").at("/Properties/Parameters");
    assertThat(names(passed)).isEqualTo(names(FLEET.root().required("Parameters")));
    Set<String> common = names(asked);
    common.retainAll(names(passed));
    common.remove("LogRetentionDays");
    assertThat(common).hasSizeGreaterThan(20);
    for (String name : common) {
      assertThat(asked.get(name)).isEqualTo(FLEET.root().required("Parameters").get(name));
      assertThat(passed.get(name)).hasToString("{\"Ref\":\"%s\"}".formatted(name));
    }
    assertThat(MAIN.root().required("Rules")).isEqualTo(FLEET.root().required("Rules"));
  }

  @Test
  void everyZoneIsAskedForAlike() {
    JsonNode zones = ZONE.root().required("Parameters");
    for (int i = 1; i <= 3; i++) {
      JsonNode passed = FLEET.resource("Nodes" + i).at("/Properties/Parameters");
      assertThat(names(passed)).isEqualTo(names(zones));
      assertThat(passed.toString())
          .isEqualTo(
              FLEET
                  .resource("Nodes1")
                  .at("/Properties/Parameters")
                  .toString()
                  .replace("Zone1", "Zone" + i));
    }
  }

  @Test
  void everyTableElasticIpAndSubnetIsListedWithItsZone() {
    JsonNode properties = FLEET.resource("RouteTables").required("Properties");
    Map.of(
            "Zones", "RouteTables",
            "ElasticIps", "ElasticIp",
            "PublicSubnets", "PublicSubnet",
            "PrivateSubnets", "PrivateSubnets")
        .forEach(
            (list, asked) ->
                assertThat(properties.required(list).findValuesAsText("Sub"))
                    .containsExactly(
                        "${Zone1}=${Zone1%s}".formatted(asked),
                        "${Zone2}=${Zone2%s}".formatted(asked),
                        "${Zone3}=${Zone3%s}".formatted(asked)));
  }

  @Test
  void whatIsCheckedIsWhatIsOnBoarded() {
    ObjectNode checked = FLEET.resource("RouteTablesCheck").required("Properties").deepCopy();
    assertThat(checked.remove("Check").asBoolean()).isTrue();
    ObjectNode onBoarded = FLEET.resource("RouteTables").required("Properties").deepCopy();
    assertThat(onBoarded.remove("Checked").required("Ref").asText()).isEqualTo("RouteTablesCheck");
    assertThat(checked).isEqualTo(onBoarded);
  }

  @Test
  void anotherSettingIsAnotherVersion() {
    JsonNode properties = MAIN.resource("Controller").required("Properties");
    String version = properties.required("VersionDescription").toString();
    properties
        .at("/Environment/Variables")
        .forEach(setting -> assertThat(version).contains("${" + setting.get("Ref").asText() + "}"));
    assertThat(version).contains("${" + properties.at("/MemorySize/Ref").asText() + "}");
  }

  @Test
  void onBoardingWaitsForAControllerAsLongAsOneMayRun() {
    JsonNode onboarding = MAIN.resource("Onboarding").required("Properties");
    int controller = MAIN.resource("Controller").at("/Properties/Timeout").asInt();
    assertThat(onboarding.at("/Environment/Variables/CONTROLLER_TIMEOUT_SECONDS").asInt())
        .isEqualTo(controller);
    assertThat(onboarding.required("Timeout").asInt()).isGreaterThan(2 * controller);
    assertThat(FLEET.resource("RouteTables").at("/Properties/ServiceTimeout").asInt())
        .isGreaterThan(onboarding.required("Timeout").asInt());
  }

  @Test
  void aProberLooksForWhatTheUserNames() {
    Map<String, String> settings = new TreeMap<>();
    ZONE.resource("Prober")
        .at("/Properties/Environment/Variables")
        .properties()
        .forEach(each -> settings.put(each.getKey(), each.getValue().required("Ref").asText()));
    assertThat(settings)
        .isEqualTo(Map.of("PROBE_TARGETS", "ProbeTargets", "PROBE_CONTROL", "ProbeControl"));
  }

  @Test
  void theControllerMayInvokeTheProbersByTheNamesThatItKnowsThemBy() {
    String name = ZONE.resource("Prober").at("/Properties/FunctionName/Sub").asText();
    assertThat(name).isEqualTo(Probers.name("${FleetName}", "${Zone}"));
    JsonNode statement = MAIN.statement("ControllerRole", "AskProbers");
    assertThat(Formation.texts(statement.required("Action"))).contains("lambda:InvokeFunction");
    assertThat(statement.at("/Resource/Sub").asText().replaceAll("\\s", ""))
        .endsWith(":function:" + Probers.PREFIX + "*");
    assertThat(statement.at("/Condition/StringLike/aws:ResourceTag~1nat-failover:fleet").asText())
        .isEqualTo("?*");
    assertThat(ZONE.resource("Prober").at("/Properties/Tags/nat-failover:fleet/Ref").asText())
        .isEqualTo("FleetName");
    assertThat(MAIN.root().at("/Parameters/FleetName/AllowedPattern").asText()).contains("{0,30}");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
