package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is expected of nodes that hold no copies of one another's connections. */
final class WithoutCopiesTest {
  private static final Chronicle.Entry ACCUSED =
      new Chronicle.Entry(400, "event: NAT Peer Unreachable i-1 about i-2");

  @Test
  void onlyConnectionsThatAKernelCanPickUpInMidStreamHaveToLive() {
    Expectation expected = nodes(false).expected(Scenario.CRASH, Network.THREE_ZONES);
    assertThat(expected.stated())
        .contains("the private side speaks first, from a port that no other host uses")
        .contains("the far end sees one address throughout");
    assertThat(failures(expected, 95)).isEmpty();
    assertThat(failures(expected, 94))
        .containsExactly(
            "only 94 of 100 TCP connections live on, on which the private side speaks first, from a"
                + " port that no other host uses");
  }

  @Test
  void whereCopiesAreMadeEveryKindOfConnectionCounts() {
    assertThat(nodes(true).expected(Scenario.CRASH, Network.THREE_ZONES))
        .isEqualTo(Expectation.of(Scenario.CRASH, Network.THREE_ZONES));
  }

  @Test
  void whatNothingMovesLosesNothingEvenWithoutCopies() {
    assertThat(nodes(false).expected(Scenario.CONNTRACK_FULL, Network.THREE_ZONES).survival())
        .isEqualTo(Expectation.Survival.ALL);
  }

  @Test
  void twoNodesThatCannotHearEachOtherMayCostEitherZoneWhatNobodyHasACopyOf() {
    Expectation expected = nodes(false).expected(Scenario.PARTITION, Network.THREE_ZONES);
    assertThat(expected.survival()).isEqualTo(Expectation.Survival.FREE_PORTS);
    assertThat(OtherZones.disturbed(Loads.nobody(), expected)).isEmpty();
    assertThat(OtherZones.disturbed(Loads.living(95), expected)).isEmpty();
    assertThat(OtherZones.disturbed(Loads.living(94), expected))
        .singleElement()
        .asString()
        .startsWith("in other zones only 94 of 100 TCP connections live on, on which");
  }

  @Test
  void whereEveryPortIsSharedNothingIsPassed() {
    assertThat(Referee.lostOfFreePorts(Loads.nobody()))
        .containsExactly("every port is used by several hosts: give fewer --flows");
  }

  @Test
  void connectionsThatMayDieAnywayMayStill() {
    assertThat(nodes(false).expected(Scenario.CRASH, Network.TUTORIAL_1).survival())
        .isEqualTo(Expectation.Survival.ANY);
  }

  private static List<String> failures(Expectation expected, int alive) {
    return Referee.failures(
        new Observation(
            Scenario.CRASH,
            expected,
            Loads.living(alive),
            Loads.quiet(),
            new Phases(5_000, 9_000),
            List.of(ACCUSED)));
  }

  private static PacketSettings nodes(boolean conntrackd) {
    return new PacketSettings(
        100, Duration.ZERO, Duration.ZERO, Path.of("/tmp"), conntrackd, Optional.empty());
  }
}
