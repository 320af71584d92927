package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import natfailover.aws.Probers;
import natfailover.lab.region.Probers.Reply;
import natfailover.lab.runtime.Outcome;
import org.junit.jupiter.api.Test;

/** The doctor under the role that the templates give the controller. */
class DoctorRightsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OF_RIGHTS =
      Set.of("NotPermitted", "NotChecked", "ProberSilent", "ProberUnseen");

  /**
   * What the doctor needs or tries, and the finding, or the error, that tells of its loss. Without
   * GetPolicy nothing is missed here: the region's Lambda has no alias for a rule to aim at.
   */
  private static final Map<String, String> RIGHTS =
      Map.ofEntries(
          Map.entry("ec2:ReplaceRoute", "NotPermitted"),
          Map.entry("ec2:AssociateAddress", "NotPermitted"),
          Map.entry("ec2:ModifyNetworkInterfaceAttribute", "NotPermitted"),
          Map.entry("ec2:CreateTags", "NotPermitted"),
          Map.entry("ec2:DeleteTags", "NotPermitted"),
          Map.entry("ec2:DescribeAccountAttributes", "NotChecked"),
          Map.entry("ec2:DescribeLaunchTemplateVersions", "NotChecked"),
          Map.entry("ec2:DescribeSubnets", "CannotSee"),
          Map.entry("events:ListRuleNamesByTarget", "NotChecked"),
          Map.entry("lambda:GetAccountSettings", "NotChecked"),
          Map.entry("lambda:GetAlias", "NotChecked"),
          Map.entry("lambda:GetFunctionConcurrency", "NotChecked"),
          Map.entry("lambda:GetFunctionConfiguration", "ProberUnseen"),
          Map.entry("lambda:InvokeFunction", "ProberSilent"));

  @Test
  void asDeployedItLacksNoRightAndEachThatIsTakenAwayItNames() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      cloud.stack().create(premises.answers());
      for (String zone : premises.lit().groups().keySet()) {
        String prober = Probers.name(Premises.FLEET, zone);
        cloud.server().probers().stand(prober, _ -> Reply.verdict("egress"));
      }
      Standing.settled(cloud, premises.lit());
      Standing.nothingIsLeftToDo(cloud);
      assertThat(ofRights(cloud)).as("as deployed").isEmpty();
      assertThat(cloud.roles().refused()).isEmpty();
      Map<String, String> told = new TreeMap<>();
      for (String action : RIGHTS.keySet()) {
        cloud.roles().attach("CONTROLLER", "edited", without(action));
        told.put(action, told(cloud, action));
        cloud.roles().detach("CONTROLLER", "edited");
      }
      assertThat(told).isEqualTo(RIGHTS);
      assertThat(ofRights(cloud)).as("once all is given back").isEmpty();
    }
  }

  /** As a service control policy or somebody in the console would have it. */
  private static JsonNode without(String action) {
    Map<String, String> denial =
        Map.of("Sid", "Edited", "Effect", "Deny", "Action", action, "Resource", "*");
    return JSON.valueToTree(Map.of("Statement", List.of(denial)));
  }

  /** The codes of what is said, all of which has to name the action. */
  private static String told(Deployed cloud, String action) throws IOException {
    String called = action.substring(action.indexOf(':') + 1);
    return ofRights(cloud).stream()
        .map(each -> (each.toString().contains(called) ? "" : "unnamed ") + code(each))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String code(JsonNode said) {
    return said.path("code").asText();
  }

  private static List<JsonNode> ofRights(Deployed cloud) throws IOException {
    String order = "{\"command\":\"doctor\",\"fleet\":\"%s\"}".formatted(Premises.FLEET);
    Outcome outcome = cloud.lab().order(order).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Success.class);
    JsonNode answer = JSON.readTree(((Outcome.Success) outcome).payload());
    if (answer.has("error")) {
      return List.of(answer.path("error"));
    }
    assertThat(answer.path("checked")).as("%s", answer).isNotEmpty();
    return answer
        .path("findings")
        .valueStream()
        .filter(finding -> OF_RIGHTS.contains(code(finding)))
        .toList();
  }
}
