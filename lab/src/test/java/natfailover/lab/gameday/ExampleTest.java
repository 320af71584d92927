package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import natfailover.lab.node.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples, and what game days are played on, are the networks of the two tutorials. */
class ExampleTest {
  /** As their texts have them. */
  private static final Map<Network, Layout> TUTORIALS =
      Map.of(
          Network.TUTORIAL_1,
          new Layout(
              "192.168.0.0/24",
              Map.of(
                  "192.168.0.0/25", Layout.Way.INTERNET_GATEWAY,
                  "192.168.0.128/25", Layout.Way.NAT_INSTANCE),
              new Layout.Nat("192.168.0.0/25", "", false, false)),
          Network.TUTORIAL_2,
          new Layout(
              "10.40.0.0/16",
              Map.of(
                  "10.40.1.0/24", Layout.Way.INTERNET_GATEWAY,
                  "10.40.2.0/24", Layout.Way.NAT_INSTANCE),
              new Layout.Nat("10.40.1.0/24", "10.40.1.100", true, false)));

  private static final Map<Network, List<String>> NAMES =
      Map.of(
          Network.TUTORIAL_1,
          List.of(
              "nat-test-vpc",
              "nat-test-igw",
              "nat-test-public-1a-subnet",
              "nat-test-private-1a-subnet",
              "nat-test-public-rt",
              "nat-test-private-rt",
              "nat-test-nat-sg",
              "nat-test-ap-sg"),
          Network.TUTORIAL_2,
          List.of(
              "NATInstance-VPC1",
              "NATInstance-IGW1",
              "NATInstance-VPC1-Subnet1",
              "NATInstance-VPC1-Subnet2",
              "NATInstance-PublicRouteTable1",
              "NATInstance-PrivateRouteTable1",
              "NAT-Instance eth0",
              "NAT-Instance",
              "Private-EC2-1",
              "Private-EC2-2",
              "VPC1-NATInstance-SecurityGroup",
              "VPC1-PrivateEC2-SecurityGroup"));

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THREE_ZONES")
  void theExampleIsTheTutorialsNetwork(Network tutorial) {
    Example example = Example.of(tutorial);
    assertThat(example.layout()).isEqualTo(TUTORIALS.get(tutorial));
    assertThat(example.names()).containsAll(NAMES.get(tutorial));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THREE_ZONES")
  void gameDaysArePlayedOnTheSameNetwork(Network tutorial) throws IOException {
    assertThat(Layout.built(tutorial)).isEqualTo(TUTORIALS.get(tutorial));
  }

  @Test
  void itsHostsAreWhereTheTutorialAndGameDaysHaveThem() {
    assertThat(Example.of(Network.TUTORIAL_2).hosts("10.40.2.0/24"))
        .containsExactly("10.40.2.101", "10.40.2.102")
        .isEqualTo(Network.TUTORIAL_2.hostAddresses());
    assertThat(Example.of(Network.TUTORIAL_1).hosts("192.168.0.128/25")).containsExactly("");
    assertThat(Network.TUTORIAL_1.hostAddresses()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THREE_ZONES")
  void itsNatInstanceDoesWhatTheTutorialHasItDo(Network tutorial) {
    String script = Example.of(tutorial).userData();
    assertThat(script)
        .startsWith("#!/bin/bash\n")
        .containsSubsequence("net.ipv4.ip_forward=1", "sysctl -p")
        .containsSubsequence(
            "install iptables-services",
            "iptables -F\n",
            "iptables -t nat -A POSTROUTING -o \"$interface\" -j MASQUERADE\n",
            "service iptables save");
    assertThat(Command.of("bash", "-n", "-c", script).run().output()).isEmpty();
    if (tutorial == Network.TUTORIAL_2) {
      assertThat(script)
          .containsSubsequence("net.ipv4.conf.$interface.send_redirects=0", "sysctl -p");
    }
  }

  @Test
  void theLabsHandBuiltInstanceDoesTheSame() throws IOException {
    assertThat(Path.of("src/main/resources/natfailover/lab/box/nat-by-hand.sh"))
        .content()
        .contains("echo 1 >/proc/sys/net/ipv4/ip_forward\n")
        .contains("echo 0 >/proc/sys/net/ipv4/conf/eth0/send_redirects\n")
        .contains("iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\n");
  }
}
