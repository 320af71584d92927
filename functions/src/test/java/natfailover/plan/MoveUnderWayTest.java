package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.Story.tags;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What one invocation does about a move that another has begun, or has not told of. */
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

  @Test
  void aCarrierIsToldSoInAFleetOfOneZoneToo() {
    Plan plan = fleet("a1", "a2").node("a1", n -> n.tagged(Mark.CARRIES, "")).plan();
    assertThat(tags(plan)).containsExactly("tag a1 {carries=a, carries-since=" + NOW + "}");
  }
}
