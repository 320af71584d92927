package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Traffic does not come back to what AWS is about to end, since it would have to leave again. */
class PlannedEndTest {
  /** Zone a's traffic is abroad, and its own node has long been fit. */
  private static FleetBuilder away(long minutesLeft) {
    return fleet("a1", "b1")
        .route("a", "b1")
        .node("a1", n -> n.answered("a").checks(ending(minutesLeft)));
  }

  private static Checks ending(long minutesLeft) {
    return new Checks(
        Checks.Verdict.OK,
        Optional.empty(),
        Optional.of(NOW.plus(Duration.ofMinutes(minutesLeft))));
  }

  @Test
  void nothingComesBackToANodeThatEndsWithinTheHour() {
    assertThat(deeds(away(60).plan())).isEmpty();
    assertThat(deeds(away(61).plan())).containsExactly("route rtb-a a1");
  }

  @Test
  void anOperatorMayCallItBack() {
    assertThat(deeds(away(60).recalled("a").plan())).containsExactly("route rtb-a a1");
  }

  @Test
  void whatIsThereStaysUntilTenMinutesBefore() {
    FleetBuilder home = fleet("a1", "b1").node("b1", n -> n.answered("a"));
    assertThat(deeds(home.node("a1", n -> n.checks(ending(11))).plan())).isEmpty();
    assertThat(deeds(home.node("a1", n -> n.checks(ending(10))).plan()))
        .containsExactly("route rtb-a b1");
  }
}
