package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to instances without EC2 knowing. */
@ExtendWith(InABox.class)
class FaultsTest {
  private static final String PUBLIC = "10.40.1.0/24";
  private static final String PRIVATE = "10.40.2.0/24";

  /** Two NAT instances that know each other, and a private host behind the first. */
  private record Fleet(BoxedVpc vpc, String nat, String peer, String host)
      implements AutoCloseable {
    static Fleet open() {
      BoxedVpc vpc = new BoxedVpc("10.40.0.0/16");
      vpc.publicSubnet(PUBLIC);
      vpc.privateSubnet(PRIVATE);
      String nat = vpc.nat(PUBLIC, "10.40.1.100");
      String peer = vpc.nat(PUBLIC, "10.40.1.101");
      String host = vpc.instance(PRIVATE, "10.40.2.101");
      vpc.route(PRIVATE, nat);
      VpcBox box = vpc.follow(UnaryOperator.identity());
      List.of(nat, peer).forEach(box::becomeNatByHand);
      return new Fleet(vpc, nat, peer, host);
    }

    VpcBox box() {
      return vpc.box();
    }

    boolean passes() {
      return vpc.seen(box().machine(host)).equals(vpc.publicAddress(nat));
    }

    /** Opens a connection that stays. */
    void hold() throws IOException {
      String connect = "exec 3<>/dev/tcp/203.0.113.10/7; head -n1 <&3; sleep 1000";
      Process flow = box().machine(host).start(Map.of(), List.of("bash", "-c", connect));
      assertThat(flow.inputReader().readLine()).isEqualTo(vpc.publicAddress(nat));
    }

    String limit(String id) {
      return box().machine(id).must("cat", "/proc/sys/net/netfilter/nf_conntrack_max").strip();
    }

    boolean pings(String from, String address) {
      return box().machine(from).run("ping", "-c1", "-W1", address).succeeded();
    }

    @Override
    public void close() {
      vpc.close();
    }
  }

  @Test
  void aCrashedInstanceIsSilentAndRunsNothingWhileEc2SaysRunning() throws Exception {
    try (Fleet fleet = Fleet.open()) {
      List<String> words = List.of("bash", "-c", "echo inside; exec sleep 1000");
      Process program = fleet.box().machine(fleet.nat()).start(Map.of(), words);
      assertThat(program.inputReader().readLine()).isEqualTo("inside");
      fleet.box().crash(fleet.nat());
      assertThat(program.waitFor()).isNotZero();
      assertThat(fleet.passes()).isFalse();
      assertThat(fleet.pings(fleet.peer(), "10.40.1.100")).isFalse();
      assertThat(fleet.vpc().state(fleet.nat())).isEqualTo("running");
    }
  }

  @Test
  void aHungInstanceAnswersPingsAndForwardsNothing() {
    try (Fleet fleet = Fleet.open()) {
      assertThat(fleet.passes()).isTrue();
      fleet.box().hang(fleet.nat());
      assertThat(fleet.pings(fleet.peer(), "10.40.1.100")).isTrue();
      assertThat(fleet.passes()).isFalse();
    }
  }

  @Test
  void withoutEgressTheVpcIsStillReachedUntilItIsMended() {
    try (Fleet fleet = Fleet.open()) {
      fleet.box().cutEgress(fleet.nat());
      assertThat(fleet.passes()).isFalse();
      assertThat(fleet.pings(fleet.peer(), "10.40.1.100")).isTrue();
      fleet.box().mendEgress(fleet.nat());
      assertThat(fleet.passes()).isTrue();
    }
  }

  @Test
  void partitionedInstancesDoNotHearEachOtherButTheInternetUntilItIsHealed() {
    try (Fleet fleet = Fleet.open()) {
      fleet.box().partition(fleet.nat(), fleet.peer());
      assertThat(fleet.pings(fleet.nat(), "10.40.1.101")).isFalse();
      assertThat(fleet.pings(fleet.peer(), "10.40.1.100")).isFalse();
      assertThat(fleet.passes()).isTrue();
      fleet.box().heal();
      assertThat(fleet.pings(fleet.nat(), "10.40.1.101")).isTrue();
    }
  }

  @Test
  void flushedRulesTranslateNothing() {
    try (Fleet fleet = Fleet.open()) {
      fleet.box().flushRules(fleet.nat());
      assertThat(fleet.passes()).isFalse();
    }
  }

  @Test
  void aLimitedConnectionTableSaysItsLimitAndTakesNoMore() throws IOException {
    try (Fleet fleet = Fleet.open()) {
      fleet.box().limitConntrack(fleet.nat(), 2);
      assertThat(fleet.limit(fleet.nat())).isEqualTo("2");
      assertThat(fleet.limit(fleet.peer())).isNotEqualTo("2");
      for (int flow = 0; flow < 2; flow++) {
        assertThat(fleet.passes()).isTrue();
        fleet.hold();
      }
      assertThat(fleet.passes()).isFalse();
    }
  }
}
