package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tutorials show with ping, curl and tcpdump. */
@ExtendWith(InABox.class)
class PacketsTest {
  private static final String PUBLIC = "10.40.1.0/24";
  private static final String PRIVATE = "10.40.2.0/24";

  /** The second tutorial's network: a NAT instance and a private host. */
  private record Tutorial(BoxedVpc vpc, String nat, String host) implements AutoCloseable {
    static Tutorial open(UnaryOperator<BoxSettings> change) {
      BoxedVpc vpc = new BoxedVpc("10.40.0.0/16");
      vpc.publicSubnet(PUBLIC);
      vpc.privateSubnet(PRIVATE);
      String nat = vpc.nat(PUBLIC, "10.40.1.100");
      String host = vpc.instance(PRIVATE, "10.40.2.101");
      vpc.route(PRIVATE, nat);
      vpc.follow(change);
      vpc.box().becomeNatByHand(nat);
      return new Tutorial(vpc, nat, host);
    }

    Namespace on(String instance) {
      return vpc.box().machine(instance);
    }

    @Override
    public void close() {
      vpc.close();
    }
  }

  @Test
  void theSecondTutorialsHostPingsAndIsSeenByTheNatInstancesAddress() {
    try (Tutorial tutorial = Tutorial.open(settings -> settings)) {
      Namespace host = tutorial.on(tutorial.host());
      assertThat(host.run("ping", "-c1", "-W1", "203.0.113.10").output())
          .contains(" 0% packet loss");
      assertThat(tutorial.vpc().seen(host)).isEqualTo(tutorial.vpc().publicAddress(tutorial.nat()));
    }
  }

  @Test
  void theFirstTutorialWorksWithNoIptablesOnTheImage() {
    try (BoxedVpc vpc = new BoxedVpc("192.168.0.0/24")) {
      vpc.publicSubnet("192.168.0.0/25");
      vpc.privateSubnet("192.168.0.128/25");
      String nat = vpc.nat("192.168.0.0/25", "192.168.0.100");
      String host = vpc.instance("192.168.0.128/25", "192.168.0.200");
      vpc.route("192.168.0.128/25", nat);
      VpcBox box = vpc.follow(settings -> settings.withIptables(false));
      assertThat(box.machine(nat).run("iptables", "-L").succeeded()).isFalse();
      box.becomeNatByHand(nat);
      assertThat(vpc.seen(box.machine(host))).isEqualTo(vpc.publicAddress(nat));
    }
  }

  @Test
  void nobodyOnTheInternetReachesThePrivateHost() {
    try (Tutorial tutorial = Tutorial.open(settings -> settings)) {
      Namespace internet = tutorial.vpc().box().internet();
      assertThat(internet.run("ping", "-c1", "-W1", "10.40.2.101").succeeded()).isFalse();
      internet.must("ip", "route", "add", "10.40.2.0/24", "via", "203.0.113.1");
      assertThat(internet.run("ping", "-c1", "-W1", "10.40.2.101").succeeded()).isFalse();
      String own = tutorial.vpc().publicAddress(tutorial.nat());
      assertThat(internet.run("ping", "-c1", "-W1", own).succeeded()).isTrue();
    }
  }

  @Test
  void theNatInstanceShowsThePrivateAddressLeaveAsItsOwn() throws IOException {
    try (Tutorial tutorial = Tutorial.open(settings -> settings)) {
      Process dump =
          tutorial
              .on(tutorial.nat())
              .start(
                  Map.of(), List.of("tcpdump", "-lnni", "eth0", "-c4", "--immediate-mode", "icmp"));
      BufferedReader lines = dump.inputReader();
      String line = lines.readLine();
      while (!line.contains("listening on")) {
        line = lines.readLine();
      }
      tutorial.on(tutorial.host()).must("ping", "-c1", "-W1", "203.0.113.10");
      assertThat(lines.lines().toList())
          .filteredOn(each -> each.contains("IP "))
          .extracting(each -> each.replaceAll(".*IP (.*): ICMP echo (\\w+).*", "$1 $2"))
          .containsExactly(
              "10.40.2.101 > 203.0.113.10 request",
              "10.40.1.100 > 203.0.113.10 request",
              "203.0.113.10 > 10.40.1.100 reply",
              "203.0.113.10 > 10.40.2.101 reply");
    }
  }

  @Test
  void withTheSourceDestinationCheckOnNothingPassesButTheNodesOwn() {
    try (Tutorial tutorial = Tutorial.open(settings -> settings)) {
      BoxedVpc vpc = tutorial.vpc();
      vpc.check(tutorial.nat(), true);
      vpc.box().settle();
      assertThat(vpc.seen(tutorial.on(tutorial.host()))).startsWith("nobody");
      assertThat(vpc.seen(tutorial.on(tutorial.nat())))
          .isEqualTo(vpc.publicAddress(tutorial.nat()));
      vpc.check(tutorial.nat(), false);
      vpc.box().settle();
      assertThat(vpc.seen(tutorial.on(tutorial.host())))
          .isEqualTo(vpc.publicAddress(tutorial.nat()));
    }
  }

  @Test
  void trackedSecurityGroupsLetInOnlyWhatAnswers() {
    try (Tutorial tutorial = Tutorial.open(settings -> settings.withTrackedSecurityGroups(true))) {
      BoxedVpc vpc = tutorial.vpc();
      String own = vpc.publicAddress(tutorial.nat());
      Namespace internet = vpc.box().internet();
      assertThat(internet.run("ping", "-c1", "-W1", own).succeeded()).isFalse();
      assertThat(vpc.seen(tutorial.on(tutorial.host()))).isEqualTo(own);
    }
  }
}
