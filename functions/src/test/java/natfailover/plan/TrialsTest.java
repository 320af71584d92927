package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.deeds;
import static natfailover.plan.Story.tags;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Coming back to a node that could not prove its egress beforehand. */
class TrialsTest {
  /** The zone is at its heir; its node has lost its public address. */
  private static FleetBuilder away() {
    return fleet("a1", "b1")
        .addresses()
        .address("a", "b1")
        .route("a", "b1")
        .node("a1", n -> n.withoutPublicAddress().answered("a"));
  }

  /** Back at its node, which has the address again, on trial for so long. */
  private static FleetBuilder back(long seconds) {
    return fleet("a1", "b1").addresses().node("a1", n -> n.tagged(Mark.TRIAL_SINCE, ago(seconds)));
  }

  @Test
  void trialBeginsWithTheMove() {
    Plan plan = away().plan();
    assertThat(deeds(plan)).containsExactlyInAnyOrder("route rtb-a a1", "address eip-a a1-primary");
    assertThat(tags(plan)).anyMatch(tag -> tag.contains("trial-since=2026-11-21T12:00:00Z"));
  }

  @Test
  void trialDoesNotBeginWhileTheMoveWaits() {
    Plan plan = away().node("a1", n -> n.answered()).plan();
    assertThat(deeds(plan)).isEmpty();
    assertThat(tags(plan)).noneMatch(tag -> tag.contains("trial-since"));
  }

  @Test
  void nodeWithAPublicAddressNeedsNoTrial() {
    Plan plan = fleet("a1", "b1").node("a1", n -> n.suspect(1)).plan();
    assertThat(tags(plan)).noneMatch(tag -> tag.contains("trial"));
  }

  @Test
  void trialIsLookedAtAgainWhenItIsDue() {
    Plan plan = back(2).plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.recheckAt()).contains(NOW.plusSeconds(3));
  }

  @Test
  void proofEndsTheTrial() {
    Plan plan = back(6).node("a1", n -> n.readyFor(1)).plan();
    assertThat(deeds(plan)).isEmpty();
    assertThat(tags(plan)).containsExactly("untag a1 [trial-since]");
  }

  @Test
  void failedTrialReturnsTheTrafficAndDoublesTheHoldDown() {
    Plan plan = back(5).plan();
    assertThat(deeds(plan)).contains("route rtb-a b1", "address eip-a b1-adoption");
    assertThat(tags(plan))
        .contains(
            "tag a1 {suspect-since=2026-11-21T12:00:00Z, suspect-until=2026-11-21T12:04:00Z}",
            "untag a1 [trial-since]");
  }

  @Test
  void everyFailureDoublesTheDoubtAgain() {
    Plan plan = back(5).node("a1", n -> n.suspect(600).tagged(Mark.SUSPECT_UNTIL, ago(360))).plan();
    assertThat(tags(plan)).anyMatch(tag -> tag.contains("suspect-until=2026-11-21T12:08:00Z"));
  }

  /** Nine seconds after a trial began, with a doubt that began so long ago and has so long left. */
  private static Plan doubted(int ago, int left) {
    String until = NOW.plusSeconds(left).toString();
    return back(9).node("a1", n -> n.suspect(ago).tagged(Mark.SUSPECT_UNTIL, until)).plan();
  }

  /** The verdict was written, but the mark could not be taken away. */
  @Test
  void aTrialFailsOnceHoweverLongItsMarkStays() {
    Plan plan = doubted(4, 236);
    assertThat(tags(plan)).contains("untag a1 [trial-since]");
    assertThat(tags(plan)).noneMatch(tag -> tag.startsWith("tag a1") && tag.contains("suspect"));
    assertThat(deeds(plan)).contains("route rtb-a b1");
  }

  /** An accusation from after the trial's end is no verdict on it. */
  @Test
  void aTrialIsJudgedThoughSomebodyComplainedMeanwhile() {
    Plan plan = doubted(2, 58);
    assertThat(tags(plan)).anyMatch(tag -> tag.contains("suspect-until=2026-11-21T12:04:00Z"));
  }

  @Test
  void proofFromTheSecondInWhichTheTrialBeganCounts() {
    String began = NOW.minusSeconds(6).plusMillis(900).toString();
    Plan plan =
        fleet("a1", "b1")
            .addresses()
            .node("a1", n -> n.tagged(Mark.TRIAL_SINCE, began).readyFor(6))
            .plan();
    assertThat(tags(plan)).containsExactly("untag a1 [trial-since]");
  }

  @Test
  void readyFromBeforeTheTrialDoesNotTakeALaterProofBack() {
    Fleet fleet = back(3).node("a1", n -> n.readyFor(1)).build();
    Evidence early =
        new Evidence.Ready("a1", NOW.minusSeconds(9), "NAT Node Ready", Set.of(), List.of());
    Fleet told = new Overlay(Policy.DEFAULT).lay(fleet, List.of(early));
    assertThat(told.node("a1").orElseThrow().readySince()).contains(NOW.minusSeconds(1));
  }

  @Test
  void whatWasSaidOfItsEgressBeforeTheTrialIsLeftToTheTrial() {
    assertThat(doubted("no-egress: no answer", 5)).isFalse();
    assertThat(doubted("no-egress: no answer", 1)).isTrue();
    assertThat(doubted("nat-not-in-place: no rules", 5)).isTrue();
  }

  /** Whether the node is, two seconds into its trial, for what it said so many seconds ago. */
  private static boolean doubted(String confession, long ago) {
    Evidence confessed =
        new Evidence.Unreachable(
            "a1",
            NOW.minusSeconds(ago),
            "NAT Peer Unreachable",
            "b1",
            List.of("peer says " + confession));
    Fleet fleet = new Overlay(Policy.DEFAULT).lay(back(2).build(), List.of(confessed));
    return fleet.node("a1").orElseThrow().marks().time(Mark.SUSPECT_SINCE).isPresent();
  }
}
