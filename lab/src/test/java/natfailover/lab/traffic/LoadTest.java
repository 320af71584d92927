package natfailover.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import natfailover.lab.traffic.UdpReport.Direction;
import org.junit.jupiter.api.Test;

/** A load through a router that the test breaks. */
class LoadTest {
  /** As patient as can be: a busy machine is not what these tests are about. */
  private static final LoadPlan PLAN =
      LoadPlan.standard()
          .withConnections(60)
          .withPatience(Duration.ofSeconds(20))
          .withRates(
              new Rates(Duration.ofMillis(20), Duration.ofMillis(900), 10, 100, 7_000_000, 200));

  private static final double CUT_MILLIS = 600;

  @Test
  void everythingIsAliveWhenNothingHappens() {
    try (LoadNetwork network = LoadNetwork.with(2);
        Load load = Load.start(network.internet(), network.hosts(), PLAN)) {
      load.mark();
      pass(Duration.ofMillis(500));

      LoadReport report = load.finish();

      assertThat(report.flows()).extracting(KindReport::kind).containsExactly(Kind.values());
      assertThat(report.flows()).allSatisfy(flows -> assertThat(flows.faults()).isEmpty());
      assertThat(report.alive()).isEqualTo(report.opened()).isEqualTo(60 + 2 * 35);
      assertThat(report.hosts().get(1).flows().stream().mapToInt(KindReport::opened).sum())
          .isEqualTo(30 + 35);
      assertThat(report.newConnections().farEnds(0)).containsExactly("203.0.113.1");
      assertThat(report.queries().farEnds(1)).containsExactly("203.0.113.1");
      assertThat(report.newConnections().attempts()).isNotEmpty();
    }
  }

  @Test
  void aPathThatIsCutForAWhileIsAnOutageAndKillsNobody() {
    try (LoadNetwork network = LoadNetwork.with(2);
        Load load = Load.start(network.internet(), network.hosts(), PLAN)) {
      long before = System.nanoTime();
      load.mark();
      network.cut();
      pass(Duration.ofMillis((long) CUT_MILLIS));
      network.mend();
      double longest = (System.nanoTime() - before) / 1e6;
      pass(Duration.ofMillis(700));

      LoadReport report = load.finish();

      assertThat(report.alive()).isEqualTo(report.opened());
      assertThat(report.newConnections().over()).isTrue();
      // What begins in the last timeout before the end fails as well.
      assertThat(report.newConnections().outages()).extracting(Outage::host).containsOnly(0, 1);
      assertThat(report.newConnections().outageMillis()).isBetween(CUT_MILLIS / 2, longest + 500);
      assertThat(report.queries().outageMillis()).isPositive();
      assertThat(report.flow(Kind.ECHO).orElseThrow().stallMillis().median())
          .isGreaterThan(CUT_MILLIS / 2);
      assertThat(report.flow(Kind.MASS).orElseThrow().stallMillis().max()).isPositive();
      for (Direction direction : Direction.values()) {
        assertThat(report.udp(direction).lost()).isPositive();
        assertThat(report.udp(direction).lost()).isLessThan(report.udp(direction).sent());
        assertThat(report.udp(direction).longestGapMillis()).isGreaterThan(CUT_MILLIS / 2);
      }
    }
  }

  @Test
  void aConnectionThatIsResetIsDeadAndNoOther() {
    try (LoadNetwork network = LoadNetwork.with(2);
        Load load = Load.start(network.internet(), network.hosts(), PLAN)) {
      load.mark();
      network.in("nat", "nft add rule ip cut forward tcp sport 20001 reject with tcp reset");

      LoadReport report = load.finish();

      KindReport collisions = report.flow(Kind.COLLISION).orElseThrow();
      assertThat(collisions.dead()).isEqualTo(2);
      assertThat(collisions.faults()).hasSize(2).allSatisfy(f -> assertThat(f).contains("reset"));
      assertThat(report.opened() - report.alive()).isEqualTo(2);
    }
  }

  @Test
  void nobodyIsAliveBehindAPathThatStaysCut() {
    LoadPlan impatient = PLAN.withPatience(Duration.ofMillis(300));
    try (LoadNetwork network = LoadNetwork.with(1);
        Load load = Load.start(network.internet(), network.hosts(), impatient)) {
      network.cut();
      load.mark();
      // Attempts are made up to the last check only, and one has to meet the cut.
      pass(Duration.ofMillis(300));

      LoadReport report = load.finish();

      assertThat(report.alive()).isZero();
      assertThat(report.newConnections().over()).isFalse();
    }
  }

  @Test
  void collidingConnectionsLeaveByTheSamePortToTheSamePort() {
    try (LoadNetwork network = LoadNetwork.with(2);
        Load _ = Load.start(network.internet(), network.hosts(), PLAN)) {
      List<String> remote =
          Stream.of("host0", "host1")
              .map(host -> network.in(host, "ss -Htn state established sport = :20000"))
              .map(line -> line.strip().split("\\s+", -1)[3])
              .toList();

      assertThat(remote).containsExactly("203.0.113.10:7100", "203.0.113.10:7100");
    }
  }

  @Test
  void aLoadWithoutAPathSaysWhatDoesNotOpen() {
    try (LoadNetwork network = LoadNetwork.with(1)) {
      network.in("nat", "nft add rule ip cut forward reject with tcp reset");

      assertThatThrownBy(() -> Load.start(network.internet(), network.hosts(), PLAN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("95 of 95 connections to 203.0.113.10 do not open")
          .hasMessageContaining("refused");
    }
  }

  @Test
  void aProgramThatCannotServeSaysWhy() {
    try (LoadNetwork network = LoadNetwork.with(1)) {
      List<Place> hosts = network.hosts();

      assertThatThrownBy(() -> Load.start(hosts.getFirst(), hosts, PLAN))
          .hasMessageContaining("far end 0")
          .hasMessageContaining("BindException");
    }
  }

  /** The fault lasts; nothing is waited for. */
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
