package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.Tag;

/** How an instance boots, and what its metadata say. */
@ExtendWith(InABox.class)
class MachineTest {
  private static final String PUBLIC = "10.40.1.0/24";
  private static final String METADATA = "http://169.254.169.254/latest/";

  /** What a node's user data is like: it leaves programs behind for later boots. */
  private static final String USER_DATA =
      """
      #!/bin/sh
      set -e
      home=$NAT_FAILOVER_ROOT/opt/nat-failover
      mkdir -p "$home" "$NAT_FAILOVER_ROOT/run" "$NAT_FAILOVER_ROOT/var/log"
      echo "print('nat again')" >"$home/nat.py"
      cat >"$home/agent.py" <<END
      import time
      with open("$home/agent-ran", "a+") as file:
          file.write("x")
          file.seek(0)
          if file.read() == "xx":
              time.sleep(99)
      END
      touch "$NAT_FAILOVER_ROOT/run/left"
      echo "first boot, $AWS_ENDPOINT_URL, ${NAT_FAILOVER_CONNTRACKD:-path}"
      """;

  private static BoxedVpc vpc() {
    BoxedVpc vpc = new BoxedVpc("10.40.0.0/16");
    vpc.publicSubnet(PUBLIC);
    return vpc;
  }

  private static String packed(String script) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Test
  void userDataRunsOnceLaterStartsRunWhatItLeftAndAnAgentThatEndsIsStartedAnew()
      throws IOException {
    try (BoxedVpc vpc = vpc()) {
      String id = vpc.instance(PUBLIC, "10.40.1.100", Optional.of(packed(USER_DATA)));
      VpcBox box = vpc.follow(settings -> settings.withConntrackd(false));
      assertThat(box.booted(id).join())
          .isEqualTo(new Namespace.Result(0, "first boot, http://203.0.113.200, none\n"));
      assertThat(box.disk(id).root().resolve("run/left")).exists();

      vpc.ec2().stopInstances(r -> r.instanceIds(id));
      Patience.await(() -> vpc.state(id).equals("stopped"));
      vpc.ec2().startInstances(r -> r.instanceIds(id));
      Patience.await(() -> vpc.state(id).equals("running"));
      box.settle();
      assertThat(box.booted(id).join().output()).endsWith("none\nnat again\n");
      assertThat(box.disk(id).root().resolve("run/left")).doesNotExist();
      Path ran = box.disk(id).root().resolve("opt/nat-failover/agent-ran");
      Patience.await(() -> Files.exists(ran) && ran.toFile().length() == 2);
      vpc.ec2().stopInstances(r -> r.instanceIds(id));
      Patience.await(() -> vpc.state(id).equals("stopped"));
      box.settle();
      assertThat(ran).hasContent("xx");
    }
  }

  @Test
  void theRegionIsReachedThroughTheInstancesOwnEgress() {
    try (BoxedVpc vpc = vpc()) {
      String id = vpc.nat(PUBLIC, "10.40.1.100");
      VpcBox box = vpc.follow(UnaryOperator.identity());
      String[] call = {
        "curl", "-sm1", "-o/dev/null", "-w%{http_code}", "http://203.0.113.200/?Action=None"
      };
      assertThat(box.machine(id).must(call)).isEqualTo("400");
      box.cutEgress(id);
      assertThat(box.machine(id).run(call).succeeded()).isFalse();
    }
  }

  @Test
  void metadataNeedATokenAndFollowTheTags() {
    try (BoxedVpc vpc = vpc()) {
      String id = vpc.nat(PUBLIC, "10.40.1.100");
      Namespace node = vpc.follow(UnaryOperator.identity()).machine(id);
      assertThat(node.must("curl", "-so/dev/null", "-w%{http_code}", METADATA + "meta-data/mac"))
          .isEqualTo("401");
      String token =
          node.must(
              "curl",
              "-sXPUT",
              "-Hx-aws-ec2-metadata-token-ttl-seconds: 60",
              METADATA + "api/token");
      String header = "-Hx-aws-ec2-metadata-token: " + token;
      assertThat(read(node, header, "instance-id")).isEqualTo(id);
      assertThat(read(node, header, "placement/region")).isEqualTo("ap-northeast-1");
      String mac = read(node, header, "mac");
      assertThat(node.must("cat", "/sys/class/net/eth0/address").strip()).isEqualTo(mac);
      String folder = "network/interfaces/macs/" + mac + "/";
      assertThat(read(node, header, folder + "local-ipv4s")).isEqualTo("10.40.1.100");
      assertThat(read(node, header, folder + "vpc-ipv4-cidr-blocks")).isEqualTo("10.40.0.0/16");
      assertThat(read(node, header, "iam/security-credentials/")).isEqualTo("nat-failover-node");
      assertThat(read(node, header, "iam/security-credentials/nat-failover-node"))
          .contains("\"AccessKeyId\":\"" + id);
      vpc.ec2()
          .createTags(
              r ->
                  r.resources(id)
                      .tags(Tag.builder().key("nat-failover:home").value("1=x").build()));
      assertThat(read(node, header, "tags/instance/")).isEqualTo("nat-failover:home");
      assertThat(read(node, header, "tags/instance/nat-failover:home")).isEqualTo("1=x");
    }
  }

  private static String read(Namespace node, String header, String path) {
    return node.must("curl", "-sf", header, METADATA + "meta-data/" + path);
  }
}
