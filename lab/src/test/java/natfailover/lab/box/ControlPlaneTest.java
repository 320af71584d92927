package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an API call changes is what packets meet. */
@ExtendWith(InABox.class)
class ControlPlaneTest {
  private static final String PUBLIC = "10.40.1.0/24";
  private static final String FIRST = "10.40.2.0/24";
  private static final String SECOND = "10.40.4.0/24";

  /** Two NAT instances, and a host in each of two private subnets. */
  private record Pair(BoxedVpc vpc, List<String> nats, List<String> hosts)
      implements AutoCloseable {
    static Pair open(Duration propagation) {
      BoxedVpc vpc = new BoxedVpc("10.40.0.0/16");
      vpc.publicSubnet(PUBLIC);
      vpc.privateSubnet(FIRST);
      vpc.privateSubnet(SECOND);
      List<String> nats = List.of(vpc.nat(PUBLIC, "10.40.1.100"), vpc.nat(PUBLIC, "10.40.1.101"));
      List<String> hosts =
          List.of(vpc.instance(FIRST, "10.40.2.101"), vpc.instance(SECOND, "10.40.4.101"));
      vpc.route(FIRST, nats.get(0));
      vpc.route(SECOND, nats.get(0));
      VpcBox box = vpc.follow(settings -> settings.withPropagation(propagation, propagation));
      nats.forEach(box::becomeNatByHand);
      return new Pair(vpc, nats, hosts);
    }

    String seen(int host) {
      return vpc.seen(vpc.box().machine(hosts.get(host)));
    }

    String addressOf(int nat) {
      return vpc.publicAddress(nats.get(nat));
    }

    @Override
    public void close() {
      vpc.close();
    }
  }

  @Test
  void aReplacedRouteMovesThePacketsOfItsTableAndOfNoOther() {
    try (Pair pair = Pair.open(Duration.ZERO)) {
      pair.vpc().reroute(FIRST, pair.nats().get(1));
      pair.vpc().box().settle();
      assertThat(pair.seen(0)).isEqualTo(pair.addressOf(1));
      assertThat(pair.seen(1)).isEqualTo(pair.addressOf(0));
    }
  }

  @Test
  void anotherAssociationOfTheSubnetActsLikeAnotherRoute() {
    try (Pair pair = Pair.open(Duration.ZERO)) {
      BoxedVpc vpc = pair.vpc();
      vpc.reroute(FIRST, pair.nats().get(1));
      String association =
          vpc.ec2()
              .describeRouteTables(r -> r.routeTableIds(vpc.table(SECOND)))
              .routeTables()
              .getFirst()
              .associations()
              .getFirst()
              .routeTableAssociationId();
      vpc.ec2()
          .replaceRouteTableAssociation(
              r -> r.associationId(association).routeTableId(vpc.table(FIRST)));
      vpc.box().settle();
      assertThat(pair.seen(1)).isEqualTo(pair.addressOf(1));
    }
  }

  @Test
  void aCallIsPropagatedOnlyAfterTheDelay() {
    try (Pair pair = Pair.open(Duration.ofHours(1))) {
      pair.vpc().reroute(FIRST, pair.nats().get(1));
      String before = pair.addressOf(0);
      pair.vpc().associate(pair.vpc().elastic(), pair.nats().get(0));
      Patience.await(() -> !pair.addressOf(0).equals(before));
      assertThat(pair.seen(0)).isEqualTo(before);
    }
  }

  @Test
  void anElasticAddressThatMovesChangesWhatTheFarEndSeesOfLiveFlows() throws IOException {
    try (Pair pair = Pair.open(Duration.ZERO)) {
      BoxedVpc vpc = pair.vpc();
      String before = pair.addressOf(0);
      String script =
          "exec 3<>/dev/udp/203.0.113.10/7; "
              + "while read -r _; do echo >&3; timeout 2 head -n1 <&3 || echo nobody; done";
      Process flow =
          vpc.box().machine(pair.hosts().get(0)).start(Map.of(), List.of("bash", "-c", script));
      assertThat(answer(flow)).isEqualTo(before);
      vpc.associate(vpc.elastic(), pair.nats().get(0));
      vpc.box().settle();
      String after = pair.addressOf(0);
      assertThat(answer(flow)).isEqualTo(after).isNotEqualTo(before);
      flow.destroy();
    }
  }

  private static String answer(Process flow) throws IOException {
    Writer question = flow.outputWriter();
    question.write("\n");
    question.flush();
    BufferedReader answers = flow.inputReader();
    return answers.readLine();
  }

  @Test
  void aSecondaryAddressHasAPublicAddressOfItsOwn() {
    try (Pair pair = Pair.open(Duration.ZERO)) {
      BoxedVpc vpc = pair.vpc();
      String nat = pair.nats().get(0);
      String port =
          vpc.region()
              .read(r -> r.picture().machine(nat))
              .orElseThrow()
              .networkInterface()
              .orElseThrow();
      vpc.ec2()
          .assignPrivateIpAddresses(
              r -> r.networkInterfaceId(port).privateIpAddresses("10.40.1.200"));
      String allocation = vpc.elastic();
      vpc.ec2()
          .associateAddress(
              r ->
                  r.allocationId(allocation)
                      .networkInterfaceId(port)
                      .privateIpAddress("10.40.1.200"));
      vpc.box().settle();
      String address =
          vpc.ec2()
              .describeAddresses(r -> r.allocationIds(allocation))
              .addresses()
              .getFirst()
              .publicIp();
      Namespace internet = vpc.box().internet();
      Namespace node = vpc.box().machine(nat);
      node.must("ip", "address", "add", "10.40.1.200/32", "dev", "eth0");
      assertThat(internet.run("ping", "-c1", "-W1", address).succeeded()).isTrue();
    }
  }

  @Test
  void anInstanceThatStopsIsGoneAndComesBackWithItsAddress() {
    try (Pair pair = Pair.open(Duration.ZERO)) {
      BoxedVpc vpc = pair.vpc();
      String host = pair.hosts().get(0);
      Namespace node = vpc.box().machine(pair.nats().get(0));
      assertThat(node.run("ping", "-c1", "-W1", "10.40.2.101").succeeded()).isTrue();
      vpc.ec2().stopInstances(r -> r.instanceIds(host));
      Patience.await(() -> vpc.state(host).equals("stopped"));
      vpc.box().settle();
      assertThat(node.run("ping", "-c1", "-W1", "10.40.2.101").succeeded()).isFalse();
      vpc.ec2().startInstances(r -> r.instanceIds(host));
      Patience.await(() -> vpc.state(host).equals("running"));
      vpc.box().settle();
      assertThat(node.run("ping", "-c1", "-W1", "10.40.2.101").succeeded()).isTrue();
    }
  }
}
