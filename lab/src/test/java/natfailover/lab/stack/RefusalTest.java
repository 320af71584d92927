package natfailover.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.lab.template.Translated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final String IMAGES =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

  private final List<String> done = new ArrayList<>();
  private final Set<String> logs = new HashSet<>();
  private final Makers makers = new Makers();

  @BeforeEach
  void account() {
    makers.add("AWS::AutoScaling::AutoScalingGroup", new Groups());
    makers.add("AWS::Logs::LogGroup", new Logs());
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
    return with("InstanceTypes", "t4g.small");
  }

  private static Map<String, String> with(String question, String answer) {
    Map<String, String> answers = new HashMap<>(ANSWERS);
    answers.put(question, answer);
    return answers;
  }

  @Test
  void aSecondControllerIsRefusedBeforeItLaunchesANode() {
    new Stack("nat", Translated.TEMPLATE, makers).create(ANSWERS);
    done.clear();
    Stack second = new Stack("another", Translated.TEMPLATE, makers);
    assertThatThrownBy(() -> second.create(ANSWERS))
        .isInstanceOf(StackFailed.class)
        .hasMessageContaining("/aws/lambda/nat-failover-controller")
        .hasMessageEndingWith("already exists.");
    assertThat(done).isEmpty();
    assertThat(second.made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"t3.nano", "t4g.nano,c7i-flex.large", "g4dn.xlarge,c7gn.medium"})
  void aTypeThatTheImageDoesNotRunOnIsRefusedBeforeItLaunchesANode(String types) {
    Stack stack = new Stack("nat", Translated.TEMPLATE, makers);
    assertThatThrownBy(() -> stack.create(with("InstanceTypes", types)))
        .hasMessageContaining("with arm64 in its name those of Graviton");
    Map<String, String> intel = with("Image", IMAGES + "x86_64");
    intel.put("InstanceTypes", "t3.nano,t4g.nano");
    assertThatThrownBy(() -> stack.create(intel))
        .hasMessageContaining("with x86_64 those that have none");
    assertThat(done).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        IMAGES + "arm64; t4g.nano,c7gn.medium,is4gen.medium,a1.medium",
        IMAGES + "x86_64; t3a.nano,c7i-flex.large,g4dn.xlarge,i7ie.large",
        "/an/image/of/my/own; t3.nano"
      })
  void aTypeThatTheImageMayRunOnIsTaken(String image, String types) {
    Map<String, String> answers = with("Image", image);
    answers.put("InstanceTypes", types);
    new Stack("nat", Translated.TEMPLATE, makers).create(answers);
    assertThat(done).hasSize(1);
  }

  @Test
  void theControllerCanBeDeployedAnewOnceItIsDeleted() {
    Stack first = new Stack("nat", Translated.TEMPLATE, makers);
    first.create(ANSWERS);
    first.delete();
    new Stack("another", Translated.TEMPLATE, makers).create(ANSWERS);
    assertThat(done).hasSize(2);
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

  /** Names are one of a kind in an account and region; without one AWS makes one up. */
  private final class Logs implements Maker {
    private String name(JsonNode properties, String otherwise) {
      return properties.path("LogGroupName").asText(otherwise);
    }

    @Override
    public Made create(String name, JsonNode properties) {
      String log = name(properties, name);
      if (!logs.add(log)) {
        throw new StackFailed(
            "Resource of type 'AWS::Logs::LogGroup' with identifier"
                + " '{\"/properties/LogGroupName\":\"%s\"}' already exists.".formatted(log));
      }
      return new Made(log, Map.of("Arn", Makers.arn("logs", "log-group:" + log)));
    }

    @Override
    public void delete(Made made, JsonNode properties) {
      logs.remove(made.ref());
    }
  }
}
