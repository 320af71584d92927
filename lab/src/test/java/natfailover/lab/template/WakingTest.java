package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import natfailover.lab.region.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever wakes a function may wake it, and comes to the one that is meant. */
class WakingTest {
  private static final String ALIAS = "arn:aws:lab::ControllerAliaslive.Ref";
  private static final String PROBER = "arn:aws:lab::Prober.Arn";

  @Test
  void everyRuleLeadsToTheFunctionThatIsMeant() {
    Map<String, String> targets = new TreeMap<>();
    DeployedRoles.each(
        "AWS::Events::Rule",
        (id, rule) -> targets.put(id, rule.required("Targets").findValuesAsText("Arn").toString()));
    assertThat(targets.remove("Announcement")).isEqualTo("[arn:aws:lab::Notices.Ref]");
    assertThat(targets.remove("ProberPractice")).isEqualTo("[" + PROBER + "]");
    assertThat(targets.keySet())
        .containsExactly(
            "ControllerEnding",
            "ControllerHealth",
            "ControllerInterruption",
            "ControllerLifecycle",
            "ControllerReport",
            "ControllerScaling",
            "ControllerSweep");
    assertThat(targets.values()).containsOnly("[" + ALIAS + "]");
  }

  @Test
  void everyRuleMayInvokeItsFunction() {
    Map<String, String> permitted = new TreeMap<>();
    DeployedRoles.each(
        "AWS::Lambda::Permission",
        (_, permission) ->
            permitted.put(
                permission.required("SourceArn").asText(),
                "%s %s by %s"
                    .formatted(
                        permission.required("Principal").asText(),
                        permission.required("Action").asText(),
                        permission.required("FunctionName").asText())));
    Map<String, String> needed = new TreeMap<>();
    DeployedRoles.each(
        "AWS::Events::Rule",
        (id, rule) -> {
          if (!id.equals("Announcement")) {
            needed.put(
                "arn:aws:lab::" + id + ".Arn",
                "events.amazonaws.com lambda:InvokeFunction by "
                    + rule.at("/Targets/0/Arn").asText().replace("Prober.Arn", "Prober.Ref"));
          }
        });
    assertThat(permitted).isEqualTo(needed);
  }

  @Test
  void whatIsAnnouncedBecomesANoticeAndNothingElseDoes() {
    DeployedRoles.each(
        "AWS::Events::Rule",
        (id, rule) -> {
          if (id.equals("Announcement")) {
            assertThat(pattern(rule))
                .isEqualTo("[nat-failover] [NAT Failover, NAT Failback, NAT Unprotected]");
          }
        });
  }

  /** In game days and simulated lives nothing else wakes it. */
  @ParameterizedTest
  @CsvSource({
    "aws.ec2, EC2 Instance State-change Notification, stopped, true",
    "aws.ec2, EC2 Instance State-change Notification, running, false",
    "nat-failover.node, NAT Node Ready, '', true",
    "nat-failover, NAT Failover, '', false",
    "custom, NAT Node Ready, '', false",
  })
  void onlyARuleLetsAnEventThrough(String source, String type, String state, boolean through) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("source", source).put("detail-type", type);
    document.putObject("detail").put("state", state);
    Event event = new Event(Instant.EPOCH, document);
    assertThat(WakingRules.deployed().test(event)).isEqualTo(through);
  }

  private static String pattern(JsonNode rule) {
    return List.of("source", "detail-type").stream()
        .map(key -> Formation.texts(rule.required("EventPattern").required(key)).toString())
        .reduce("", (all, each) -> (all + " " + each).strip());
  }
}
