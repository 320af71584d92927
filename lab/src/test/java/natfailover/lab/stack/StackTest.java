package natfailover.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.template.Translated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CloudFormation's order, told by what it does to addresses, groups and the custom resource. */
class StackTest {
  private final List<String> done = new ArrayList<>();
  private final Makers makers = new Makers();
  private final Map<String, String> answers =
      new HashMap<>(Map.of("FleetName", "prod", "VpcId", "vpc-1", "KeepElasticIps", "yes"));
  private String refused = "nothing";

  @BeforeEach
  void twoZones() {
    zone(1, "ap-northeast-1a");
    zone(2, "ap-northeast-1c");
    makers.add("AWS::EC2::EIP", new Recorder("address"));
    makers.add("AWS::AutoScaling::AutoScalingGroup", new Recorder("group"));
    makers.add("Custom::NatFailoverOnboarding", new Recorder("tables"));
  }

  private void zone(int place, String name) {
    answers.put("Zone" + place, name);
    answers.put("Zone%dPublicSubnet".formatted(place), "subnet-" + place);
    answers.put("Zone%dPrivateSubnets".formatted(place), "subnet-" + place);
    answers.put("Zone%dRouteTables".formatted(place), "rtb-" + place);
  }

  private Stack created() {
    Stack stack = new Stack("nat", Translated.TEMPLATE, makers);
    stack.create(answers);
    assertThat(done)
        .containsExactly(
            "create check",
            "create address 1a",
            "create group 1a",
            "create address 1c",
            "create group 1c",
            "create tables");
    done.clear();
    return stack;
  }

  /** A zone that had come up is deleted like any stack, and keeps what is to be kept. */
  @Test
  void whatIsRetainedExceptOnCreationGoesWithTheStackWhoseCreationFails() {
    refused = "create group 1c";
    Stack stack = new Stack("nat", Translated.TEMPLATE, makers);
    assertThatThrownBy(() -> stack.create(answers)).hasMessage("create group 1c: refused");
    assertThat(done.subList(4, done.size()))
        .containsExactly("create group 1c", "delete address 1c", "delete group 1a", "delete check");
    assertThat(stack.made()).isEmpty();
  }

  @Test
  void whatAnUpdateReplacesGoesOnlyWhenAllNestedStacksAreUpdated() {
    Stack stack = created();
    zone(1, "ap-northeast-1d");
    stack.update(answers);
    assertThat(done)
        .containsExactly(
            "update check",
            "update address 1d",
            "create group 1d",
            "update tables",
            "delete group 1a");
  }

  @Test
  void anUpdateThatIsRefusedIsUndoneAndNothingOfWhatWasThereGoes() {
    Stack stack = created();
    refused = "update tables";
    answers.put("FleetName", "stage");
    Map<String, Made> before = stack.made();
    assertThatThrownBy(() -> stack.update(answers)).hasMessage("update tables: refused");
    assertThat(done)
        .containsExactly(
            "update check",
            "update address 1a",
            "create group 1a",
            "update address 1c",
            "create group 1c",
            "update tables",
            "update check",
            "update address 1a",
            "update address 1c",
            "update tables",
            "delete group 1c",
            "delete group 1a");
    assertThat(stack.made()).isEqualTo(before);
    done.clear();
    answers.put("FleetName", "prod");
    stack.update(answers);
    assertThat(done).as("all is as the first answers want it").isEmpty();
  }

  @Test
  void aZoneThatIsGivenUpGoesAfterItsTables() {
    Stack stack = created();
    for (String each : List.of("", "PublicSubnet", "PrivateSubnets", "RouteTables")) {
      answers.put("Zone2" + each, "");
    }
    stack.update(answers);
    assertThat(done).containsExactly("update check", "update tables", "delete group 1c");
  }

  /** Writes down what is done, and refuses once what is to be refused. */
  private final class Recorder implements Maker {
    private final String kind;

    Recorder(String kind) {
      this.kind = kind;
    }

    private void note(String what, JsonNode properties) {
      String all = properties.toString();
      String zone =
          kind.equals("tables") ? "" : all.replaceAll("(?s).*ap-northeast-(1[acd])\".*", " $1");
      String step = what + " " + (properties.path("Check").asBoolean() ? "check" : kind + zone);
      done.add(step);
      if (step.equals(refused)) {
        refused = "nothing";
        throw new StackFailed(step + ": refused");
      }
    }

    @Override
    public Made create(String name, JsonNode properties) {
      note("create", properties);
      return new Made(name, Map.of("AllocationId", "eipalloc-" + name));
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      note("update", after);
      return made;
    }

    @Override
    public void delete(Made made, JsonNode properties) {
      note("delete", properties);
    }
  }
}
