package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the report says of an action is what the contract promises. */
class ActionTest {
  @Test
  void kindsAreThoseOfTheReport() {
    Plan plan =
        fleet("a1", "b1", "c1")
            .addresses()
            .node("a1", n -> n.suspect(1))
            .node("b1", NodeBuilder::sourceDestCheckOn)
            .node("c2", n -> n.lifecycle("Pending:Wait"))
            .plan();
    assertThat(plan.actions())
        .extracting(Action::kind)
        .containsExactlyInAnyOrder(
            "pointRoute", "moveAddress", "disableSourceDestCheck", "completeLifecycle", "tag");
  }

  @Test
  void routeTellsItsBeforeItsAfterAndItsReason() {
    Plan plan = fleet("a1", "b1").node("a1", n -> n.is(InstanceState.STOPPING)).plan();
    Action route = plan.actions().getFirst();
    assertThat(route)
        .extracting(Action::resource, Action::from, Action::to, Action::reason)
        .containsExactly("rtb-a", "a1", "b1", "a1 is stopping");
    assertThat(((Action.PointRoute) route).networkInterface()).contains("eni-b1");
  }

  @Test
  void onlyEndsAreDestructive() {
    Plan plan =
        fleet("a1", "a2", "b1")
            .node("a2", n -> n.suspect(600))
            .node("b1", NodeBuilder::sourceDestCheckOn)
            .plan();
    assertThat(plan.without(Action::destructive).actions())
        .extracting(Action::kind)
        .containsExactly("disableSourceDestCheck");
  }
}
