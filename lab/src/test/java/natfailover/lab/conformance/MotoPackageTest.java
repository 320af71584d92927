package natfailover.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import natfailover.lab.Needed;
import natfailover.lab.node.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI's own packaging and deployment of the templates, against moto. */
class MotoPackageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> ANSWERS =
      List.of(
          "FleetName=prod",
          "VpcId=vpc-1",
          "Zone1=ap-northeast-1a",
          "Zone1PublicSubnet=subnet-1",
          "Zone1PrivateSubnets=subnet-2",
          "Zone1RouteTables=rtb-1");

  @TempDir private Path folder;

  @Test
  void theTemplatesPackAndTheirDeploymentEndsWhereMotoKnowsNoTransform() throws Exception {
    Needed.HERE.program("aws", "pip install awscli");
    try (MotoServer moto = MotoServer.start()) {
      URI server = URI.create("http://localhost:" + moto.address().getPort());
      checkOut();
      aws(server, "s3", "mb", "s3://artifacts").must();
      aws(server, "cloudformation", "package", "--template-file", "template.yaml")
          .append("--s3-bucket", "artifacts", "--output-template-file", path("packaged.yaml"))
          .must();
      aws(server, "s3", "sync", "s3://artifacts", path("bucket")).must();
      String packaged = Files.readString(folder.resolve("packaged.yaml"));
      theCodeIsInTheBucket(packaged);
      theNestedTemplatesAreInTheBucket(packaged);
      assertThat(deployed(server).output())
          .contains("Template error: instance of Fn::GetAtt references undefined resource ");
    }
  }

  /** The code without its libraries: 36 MB more would show nothing else. */
  private void checkOut() throws IOException {
    Files.copy(ROOT.resolve("template.yaml"), folder.resolve("template.yaml"));
    Files.createSymbolicLink(folder.resolve("fleet"), ROOT.resolve("fleet"));
    Files.createSymbolicLink(folder.resolve("functions"), ROOT.resolve("functions/target/classes"));
    Files.writeString(folder.resolve("config"), "[default]\ns3 =\n  addressing_style = path\n");
  }

  private void theCodeIsInTheBucket(String packaged) throws IOException {
    Set<String> places = all("CodeUri: s3://artifacts/(\\S+)", packaged);
    assertThat(places).as("the functions share their code").hasSize(1);
    assertThat(packaged).doesNotContain("CodeUri: functions");
    List<String> files = new ArrayList<>();
    Path code = folder.resolve("bucket").resolve(places.iterator().next());
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(code))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        files.add(each.getName());
      }
    }
    assertThat(files)
        .contains(
            "natfailover/ControllerHandler.class",
            "natfailover/onboarding/OnboardingHandler.class",
            "natfailover/prober/ProberHandler.class");
  }

  private void theNestedTemplatesAreInTheBucket(String packaged) throws IOException {
    String fleet = nested(packaged);
    assertThat(fleet).contains("Nodes1:").doesNotContain("TemplateURL: zone.yaml");
    assertThat(nested(fleet)).contains("AWS::AutoScaling::AutoScalingGroup");
  }

  /** The one template that is nested in this one. */
  private String nested(String template) throws IOException {
    Set<String> places = all("TemplateURL: https?://\\S*/artifacts/(\\S+\\.template)", template);
    assertThat(places).hasSize(1);
    return Files.readString(folder.resolve("bucket").resolve(places.iterator().next()));
  }

  private static Set<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private Command.Result deployed(URI server) {
    Command.Result result =
        aws(server, "cloudformation", "deploy", "--template-file", path("packaged.yaml"))
            .append("--stack-name", "nat", "--capabilities", "CAPABILITY_IAM")
            .append("CAPABILITY_AUTO_EXPAND", "--parameter-overrides")
            .append(ANSWERS.toArray(String[]::new))
            .run();
    assertThat(result.succeeded())
        .as("moto carries the transform out? Then deploy by it: %s", result.output())
        .isFalse();
    return result;
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private Command aws(URI server, String... words) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "AWS_ACCESS_KEY_ID", "moto",
                "AWS_SECRET_ACCESS_KEY", "moto",
                "AWS_DEFAULT_REGION", "ap-northeast-1",
                "AWS_REGION", "ap-northeast-1",
                "AWS_CONFIG_FILE", path("config"),
                "AWS_ENDPOINT_URL", server.toString(),
                "AWS_PAGER", ""));
    return Command.of("env", "-C", folder.toString(), "aws").append(words).with(environment);
  }
}
