package natfailover.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;

/** The templates in moto's CloudFormation, as far as that goes. */
class MotoDeploymentTest {
  @Test
  void allThatMotoKnowsIsThereAndWhatItDoesNotKnowIsNamed() throws Exception {
    try (MotoServer moto = MotoServer.start()) {
      assertThat(deploy("http://localhost:" + moto.address().getPort()))
          .contains(
              "there: FirstFleet AWS::CloudFormation::Stack",
              "there: Nodes AWS::AutoScaling::AutoScalingGroup",
              "there: ControllerLifecyclePermission AWS::Lambda::Permission",
              "left after deletion: 0 stacks")
          // If moto has learnt it, leave it in.
          .contains(
              "left out: template ControllerAliaslive AWS::Lambda::Alias",
              "CREATE_IN_PROGRESS: RouteTables Custom::NatFailoverOnboarding",
              "group nat-failover-prod-ap-northeast-1a: 1 nodes, 0 of 2 hooks");
    }
  }

  private static String deploy(String url) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "deploy-to-moto", url).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    Needed.HERE.when(code != 2, said);
    assertThat(code).as(said).isZero();
    return said;
  }
}
