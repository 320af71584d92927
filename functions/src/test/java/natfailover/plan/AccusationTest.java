package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A neighbour's word against a node: whose counts, and for how long. */
class AccusationTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);

  private static Instant before(long seconds) {
    return NOW.minusSeconds(seconds);
  }

  private Node laid(FleetBuilder fleet, Evidence... evidence) {
    return overlay.lay(fleet.build(), List.of(evidence)).node("a1").orElseThrow();
  }

  private static boolean fit(Node node) {
    return Health.of(node, NOW).fit();
  }

  private static Evidence accused(String accuser, long secondsAgo) {
    return new Evidence.Unreachable(
        "a1", before(secondsAgo), "NAT Peer Unreachable", accuser, List.of());
  }

  @Test
  void accusationLapsesAfterAMinute() {
    Node node = laid(fleet("a1", "b1"), accused("b1", 10));
    assertThat(Health.of(node, NOW.plusSeconds(49)).fit()).isFalse();
    assertThat(Health.of(node, NOW.plusSeconds(50)).fit()).isTrue();
    assertThat(node.marks().time(Mark.SUSPECT_SINCE)).contains(before(10));
  }

  @Test
  void accusationThatHasLapsedAlreadyLeavesNoMark() {
    Fleet fleet = fleet("a1", "b1").build();
    assertThat(laid(fleet("a1", "b1"), accused("b1", 60)).marks())
        .isEqualTo(fleet.node("a1").orElseThrow().marks());
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceState.class,
      names = {"PENDING", "STOPPED"})
  void accuserMustBeFit(InstanceState state) {
    FleetBuilder fleet = fleet("a1", "b1").node("b1", n -> n.is(state));
    assertThat(fit(laid(fleet, accused("b1", 1)))).isTrue();
  }

  @Test
  void accuserMustBeANeighbourAndAnother() {
    assertThat(fit(laid(fleet("a1", "b1"), accused("i-foreign", 1)))).isTrue();
    assertThat(fit(laid(fleet("a1", "b1"), accused("a1", 1)))).isTrue();
  }

  @Test
  void accusationOlderThanTheProofIsDropped() {
    FleetBuilder fleet = fleet("a1", "b1").node("a1", n -> n.readyFor(4));
    assertThat(fit(laid(fleet, accused("b1", 5)))).isTrue();
  }

  @Test
  void accusationNeverShortensADoubt() {
    FleetBuilder failed =
        fleet("a1", "b1").node("a1", n -> n.suspect(5).tagged(Mark.SUSPECT_UNTIL, ago(-240)));
    assertThat(laid(failed, accused("b1", 1)).marks().time(Mark.SUSPECT_UNTIL))
        .contains(NOW.plusSeconds(240));
    Node byItself = laid(fleet("a1", "b1").node("a1", n -> n.suspect(5)), accused("b1", 1));
    assertThat(byItself.marks().time(Mark.SUSPECT_UNTIL)).isEmpty();
  }

  @Test
  void repeatedAccusationKeepsTheBeginningOfTheDoubt() {
    Node node = laid(fleet("a1", "b1"), accused("b1", 50), accused("b1", 0));
    assertThat(node.marks().time(Mark.SUSPECT_SINCE)).contains(before(50));
    assertThat(node.marks().time(Mark.SUSPECT_UNTIL)).contains(NOW.plusSeconds(60));
  }
}
