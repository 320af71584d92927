package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.deeds;
import static natfailover.plan.Story.tags;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a prober's word does to a node. */
class TestimonyTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);

  /** A hand-built node that a prober has got through, and a spare. */
  private static FleetBuilder byHand() {
    return fleet("a1")
        .node("a1", n -> n.handBuilt().tagged(Mark.PROBED_FROM, "a"))
        .node("a2", NodeBuilder::handBuilt);
  }

  private Plan said(FleetBuilder fleet, ProbeVerdict verdict) {
    return new Planner(Policy.DEFAULT).plan(laid(fleet, verdict));
  }

  private Fleet laid(FleetBuilder fleet, ProbeVerdict verdict) {
    return overlay.lay(fleet.build(), List.of(word("a1", verdict, NOW.minusSeconds(2))));
  }

  private static Evidence word(String node, ProbeVerdict verdict, Instant at) {
    return new Evidence.Probed(node, at, "prober p", "a", verdict, List.of("because"));
  }

  @Test
  void natDownMovesTheTrafficAtOnceAndIsRemembered() {
    Plan plan = said(byHand(), ProbeVerdict.NAT_DOWN);
    assertThat(deeds(plan)).containsExactly("route rtb-a a2");
    assertThat(tags(plan))
        .contains(
            "tag a1 {nat-down-from=a, nat-down-since=2026-11-21T11:59:58Z,"
                + " nat-down-until=2026-11-21T12:03:58Z}");
  }

  @Test
  void allElseMovesNothing() {
    for (ProbeVerdict verdict : ProbeVerdict.values()) {
      if (verdict != ProbeVerdict.NAT_DOWN) {
        assertThat(said(byHand(), verdict).steps()).as("%s", verdict).isEmpty();
      }
    }
  }

  @Test
  void itIsToldWithItsSourceAndTime() {
    assertThat(laid(byHand(), ProbeVerdict.SITE_DOWN).node("a1").orElseThrow().notes())
        .containsExactly("prober p said site-down at 2026-11-21T11:59:58Z: because");
    assertThat(laid(byHand(), ProbeVerdict.UNKNOWN).node("a1").orElseThrow().notes())
        .containsExactly("prober p gave no verdict at 2026-11-21T11:59:58Z: because");
    assertThat(laid(byHand(), ProbeVerdict.EGRESS).node("a1").orElseThrow().notes()).isEmpty();
  }

  @Test
  void aNodeOfAGroupStaysUnfitUntilItIsReplaced() {
    FleetBuilder group =
        fleet("a1", "b1").node("a1", n -> n.tagged(Mark.PROBED_FROM, "a").readyFor(1));
    assertThat(tags(said(group, ProbeVerdict.NAT_DOWN)))
        .contains("tag a1 {nat-down-from=a, nat-down-since=2026-11-21T11:59:58Z}");
    FleetBuilder later =
        fleet("a1", "b1")
            .route("a", "b1")
            .node(
                "a1", n -> n.tagged(Mark.NAT_DOWN_SINCE, ago(200)).tagged(Mark.NAT_DOWN_FROM, "a"));
    assertThat(deeds(later.plan())).containsExactly("condemn a1");
  }

  @Test
  void itsOwnWordDoesNotRefuteTheProber() {
    Fleet down = laid(byHand(), ProbeVerdict.NAT_DOWN);
    Evidence ready = new Evidence.Ready("a1", NOW, "NAT Node Ready", Set.of(), List.of());
    Fleet told = overlay.lay(down, List.of(ready));
    assertThat(told.health(told.node("a1").orElseThrow()).fit()).isFalse();
  }

  @Test
  void whoGetsThroughEndsTheDoubtAndTheTrial() {
    FleetBuilder doubted =
        fleet("a1")
            .node(
                "a1",
                n ->
                    n.tagged(Mark.PROBED_FROM, "a")
                        .tagged(Mark.NAT_DOWN_SINCE, ago(60))
                        .tagged(Mark.NAT_DOWN_FROM, "a")
                        .tagged(Mark.TRIAL_SINCE, ago(4)));
    assertThat(tags(said(doubted, ProbeVerdict.DNS_DOWN)))
        .containsExactly("untag a1 [nat-down-from, nat-down-since, trial-since]");
  }

  @Test
  void theFirstTimeIsRememberedOnce() {
    FleetBuilder fresh = fleet("a1").node("a1", NodeBuilder::handBuilt);
    assertThat(tags(said(fresh, ProbeVerdict.EGRESS))).contains("tag a1 {probed-from=a}");
    assertThat(said(byHand(), ProbeVerdict.EGRESS).steps()).isEmpty();
  }

  @Test
  void aProberThatNeverGotThroughIsNotBelieved() {
    FleetBuilder fresh =
        fleet("a1").node("a1", NodeBuilder::handBuilt).node("a2", NodeBuilder::handBuilt);
    assertThat(said(fresh, ProbeVerdict.NAT_DOWN).steps()).isEmpty();
  }

  @Test
  void norIsOneThatJustSaidTheSameOfAnotherNode() {
    FleetBuilder both =
        byHand()
            .node(
                "a2",
                n ->
                    n.tagged(Mark.NAT_DOWN_SINCE, ago(30))
                        .tagged(Mark.NAT_DOWN_UNTIL, ago(-200))
                        .tagged(Mark.NAT_DOWN_FROM, "a"))
            .gateway("nat-g", "a", true);
    assertThat(said(both, ProbeVerdict.NAT_DOWN).steps()).isEmpty();
  }

  @Test
  void eachTimeItLapsesLater() {
    FleetBuilder again =
        byHand()
            .node(
                "a1",
                n ->
                    n.tagged(Mark.NAT_DOWN_SINCE, ago(900))
                        .tagged(Mark.NAT_DOWN_UNTIL, ago(300))
                        .tagged(Mark.NAT_DOWN_FROM, "a"));
    assertThat(tags(said(again, ProbeVerdict.NAT_DOWN)))
        .anyMatch(tag -> tag.contains("nat-down-until=2026-11-21T12:19:58Z"));
  }

  @Test
  void aStartSinceThenEndsIt() {
    FleetBuilder started =
        byHand()
            .node(
                "a1",
                n ->
                    n.launched(100)
                        .tagged(Mark.NAT_DOWN_SINCE, ago(200))
                        .tagged(Mark.NAT_DOWN_UNTIL, ago(-200)));
    assertThat(started.plan().steps()).isEmpty();
  }
}
