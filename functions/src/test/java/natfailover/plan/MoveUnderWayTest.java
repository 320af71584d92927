package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What one invocation does when it comes upon a planned move that another has begun. */
class MoveUnderWayTest {
  @Test
  void anAddressThatHasGoneAheadIsFollowedByItsRouteAndNotCalledBack() {
    Plan plan =
        fleet("a1", "b1")
            .route("a", "b1")
            .addresses()
            .node("a1", node -> node.tagged(Mark.CARRIES, "a"))
            .node("a1", node -> node.tagged(Mark.CARRIES_SINCE, NodeBuilder.ago(1)))
            .plan();
    assertThat(Story.deeds(plan)).containsExactly("route rtb-a a1");
    assertThat(plan.recheckAt()).isEmpty();
  }
}
