package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole stories, from the event to rest: evidence, plan, AWS, and again. */
class StoriesTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);
  private final Planner planner = new Planner(Policy.DEFAULT);
  private final List<String> told = new ArrayList<>();
  private Fleet now = fleet("a1", "b1", "c1").addresses().build();

  /** Counts the evidence, then plans and carries out until there is nothing left to do. */
  private void hear(Evidence... evidence) {
    Fleet seen = overlay.lay(now, List.of(evidence));
    for (int round = 0; round < 6; round++) {
      Plan plan = planner.plan(seen);
      told.addAll(deeds(plan));
      seen = ModelClock.later(ModelFleet.after(seen, plan.actions()), plan);
    }
    assertThat(planner.plan(seen).steps()).isEmpty();
    now = seen;
  }

  private void pass(long seconds) {
    now = ModelClock.at(now, now.observedAt().plusSeconds(seconds));
  }

  private List<String> told() {
    List<String> result = List.copyOf(told);
    told.clear();
    return result;
  }

  private static Evidence silent(String node, Instant at) {
    return new Evidence.Unreachable(node, at, "NAT Peer Unreachable", "b1", List.of());
  }

  @Test
  void accusedNodeGetsItsZoneBackAfterTheHoldDown() {
    hear(silent("a1", NOW));
    assertThat(told()).containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
    pass(60 + 119);
    hear();
    assertThat(told()).isEmpty();
    pass(1);
    hear();
    assertThat(told()).containsExactlyInAnyOrder("route rtb-a a1", "address eip-a a1-primary");
    pass(3600);
    hear();
    assertThat(told()).isEmpty();
  }

  @Test
  void nodeThatStaysSilentIsReplacedOnceItHasBeenDoubtedForLong() {
    for (int beat = 0; beat < 18; beat++) {
      hear(silent("a1", now.observedAt()));
      pass(10);
    }
    assertThat(told()).containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
    hear(silent("a1", now.observedAt()));
    assertThat(told()).containsExactly("condemn a1");
  }

  @Test
  void spotWarningMovesTheTrafficBeforeTheNodeGoes() {
    hear(new Evidence.Leaving("a1", NOW, "spot", NOW.plusSeconds(1200)));
    assertThat(told()).containsExactlyInAnyOrder("route rtb-a b1", "address eip-a b1-adoption");
    assertThat(now.observedAt()).isEqualTo(NOW.plusSeconds(5));
    pass(115);
    hear(new Evidence.StateChanged("a1", now.observedAt(), "EC2", InstanceState.TERMINATED));
    assertThat(told()).isEmpty();
  }

  @Test
  void nodeThatSaysItIsImpairedComesBackOnlyOnItsOwnWord() {
    hear(new Evidence.Impaired("a1", NOW, "NAT Node Impaired", List.of("no route")));
    assertThat(told()).contains("route rtb-a b1");
    pass(170);
    hear();
    assertThat(told()).isEmpty();
    hear(new Evidence.Ready("a1", now.observedAt(), "NAT Node Ready", Set.of(), List.of()));
    pass(119);
    hear();
    assertThat(told()).isEmpty();
    pass(1);
    hear();
    assertThat(told()).contains("route rtb-a a1", "address eip-a a1-primary");
  }

  @Test
  void oneZoneAfterTheOtherFallsOntoTheLastNode() {
    hear(new Evidence.StateChanged("a1", NOW, "EC2", InstanceState.TERMINATED));
    assertThat(told()).contains("route rtb-a b1");
    hear(new Evidence.StateChanged("b1", now.observedAt(), "EC2", InstanceState.TERMINATED));
    assertThat(told())
        .containsExactlyInAnyOrder("route rtb-a c1", "route rtb-b c1", "address eip-b c1-adoption");
    assertThat(now.tables()).extracting(Table::egress).containsOnly(Egress.node("c1"));
  }
}
