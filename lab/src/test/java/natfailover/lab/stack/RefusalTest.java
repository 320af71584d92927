package natfailover.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.template.Translated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What CloudFormation refuses before any node is launched or replaced. */
class RefusalTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "FleetName", "prod",
          "VpcId", "vpc-1",
          "Zone1", "ap-northeast-1a",
          "Zone1PublicSubnet", "subnet-1",
          "Zone1PrivateSubnets", "subnet-2",
          "Zone1RouteTables", "rtb-1");

  private final List<String> done = new ArrayList<>();
  private final Makers makers = new Makers();

  @BeforeEach
  void account() {
    makers.add("AWS::AutoScaling::AutoScalingGroup", new Groups());
  }

  @Test
  void whatHasATypeKeepsItUnderItsLogicalId() {
    Stack stack = new Stack("nat", Translated.TEMPLATE, makers);
    stack.create(ANSWERS);
    Map<String, Made> before = stack.made();
    ObjectNode other = Translated.FLEET.template().deepCopy();
    other.withObject("/Resources/OnboardingGrants").put("Type", "AWS::IAM::Policy");
    Translated.FLEET.instead(
        other,
        () ->
            assertThatThrownBy(() -> stack.update(ofOtherNodes()))
                .isInstanceOf(StackFailed.class)
                .hasMessage(
                    "Update of resource type is not permitted. The new template modifies resource"
                        + " type of the following resources: [OnboardingGrants]"));
    assertThat(stack.made()).isEqualTo(before);
    assertThat(done).containsExactly("launched by nat-FirstFleet-Nodes1-Nodes");
    stack.update(ofOtherNodes());
    assertThat(done).hasSize(2);
  }

  private static Map<String, String> ofOtherNodes() {
    Map<String, String> answers = new HashMap<>(ANSWERS);
    answers.put("InstanceTypes", "t4g.small");
    return answers;
  }

  private final class Groups implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      done.add("launched by " + name);
      return new Made(name, Map.of());
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      done.add("rolled by " + made.ref());
      return made;
    }
  }
}
