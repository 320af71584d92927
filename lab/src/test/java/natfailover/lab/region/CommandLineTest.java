package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import natfailover.lab.Needed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The AWS CLI, whose parser is not the SDK's, understands the region. */
class CommandLineTest {
  private RegionServer server = start();

  private static RegionServer start() {
    try {
      return RegionServer.start(RegionSettings.defaults());
    } catch (java.io.IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @BeforeEach
  void onlyWithTheCommand() {
    Needed.HERE.program("aws", "pip install awscli");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode aws(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID", "AKIALAB",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_DEFAULT_REGION", "ap-northeast-1",
                "AWS_DEFAULT_OUTPUT", "json",
                "AWS_PAGER", "",
                "AWS_ENDPOINT_URL", server.endpoint().toString()));
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(new String(output, UTF_8)).isZero();
    return new ObjectMapper().readTree(output);
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  @Test
  void parsesNetworksInstancesAndGroups() throws Exception {
    String vpc = aws("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16").at("/Vpc/VpcId").asText();
    String subnet =
        aws("ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", "10.0.0.0/24")
            .at("/Subnet/SubnetId")
            .asText();
    aws(
        "ec2",
        "create-launch-template",
        "--launch-template-name",
        "nat",
        "--launch-template-data",
        "{\"ImageId\":\"ami-1\",\"InstanceType\":\"t4g.nano\",\"TagSpecifications\":"
            + "[{\"ResourceType\":\"instance\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}]}");
    aws(
        "autoscaling",
        "create-auto-scaling-group",
        "--auto-scaling-group-name",
        "nat",
        "--min-size",
        "1",
        "--max-size",
        "1",
        "--launch-template",
        "LaunchTemplateName=nat",
        "--vpc-zone-identifier",
        subnet);
    JsonNode instance =
        aws("ec2", "describe-instances", "--filters", "Name=tag:a,Values=b")
            .at("/Reservations/0/Instances/0");
    assertThat(instance.path("SubnetId").asText()).isEqualTo(subnet);
    JsonNode group = aws("autoscaling", "describe-auto-scaling-groups").at("/AutoScalingGroups/0");
    assertThat(group.at("/Instances/0/InstanceId")).isEqualTo(instance.path("InstanceId"));
    JsonNode tables = aws("ec2", "describe-route-tables", "--page-size", "5");
    assertThat(tables.at("/RouteTables/0/Associations/0/Main").asBoolean()).isTrue();
  }
}
