package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An accused node speaks for itself: what that ends, and who is believed about it afterwards. */
class RefutationTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);

  private static Instant after(long seconds) {
    return NOW.plusSeconds(seconds);
  }

  private static Evidence accused(String node, String accuser, long at, String... lines) {
    String source = "NAT Peer Unreachable";
    return new Evidence.Unreachable(node, after(at), source, accuser, List.of(lines));
  }

  private static Evidence ready(String node, long at) {
    return new Evidence.Ready(node, after(at), "NAT Node Ready", Set.of(), List.of());
  }

  private Node laid(FleetBuilder fleet, Evidence... evidence) {
    return overlay.lay(fleet.build(), List.of(evidence)).node("a1").orElseThrow();
  }

  private static FleetBuilder fleetOfThree() {
    return fleet("a1", "b1", "c1");
  }

  private static boolean fit(Node node, long at) {
    return Health.of(node, after(at)).fit();
  }

  @ParameterizedTest
  @CsvSource({"0, -3600", "2, -3600", "8, -3600", "9, 9"})
  void onlyAWordThatComesSoonWaivesTheHoldDown(long answered, long fitSince) {
    Node node = laid(fleetOfThree(), accused("a1", "b1", 0), ready("a1", answered));
    assertThat(fit(node, answered)).isTrue();
    assertThat(node.fitSince()).isEqualTo(after(fitSince));
  }

  @Test
  void anImpairmentIsNotRefutedNorIsWhatThePeerItselfSays() {
    Evidence impaired = new Evidence.Impaired("a1", NOW, "NAT Node Impaired", List.of("x"));
    assertThat(laid(fleetOfThree(), accused("a1", "b1", 0), impaired, ready("a1", 1)).fitSince())
        .isEqualTo(after(1));
    Evidence confessed = accused("a1", "b1", 0, "peer says no-egress: no answer");
    assertThat(laid(fleetOfThree(), confessed, ready("a1", 1)).fitSince()).isEqualTo(after(1));
    assertThat(Health.of(laid(fleetOfThree(), confessed), NOW).evidence())
        .contains("peer says no-egress: no answer");
  }

  @Test
  void theSameAccuserIsBelievedOnlyWhenTheNodeHadTimeToAnswer() {
    Node node =
        laid(fleetOfThree(), accused("a1", "b1", 0), ready("a1", 1), accused("a1", "b1", 10));
    assertThat(fit(node, 17)).isTrue();
    assertThat(Health.of(node, after(17)).evidence())
        .contains("not heard by b1, has until 2026-11-21T12:00:18Z to answer");
    assertThat(fit(node, 18)).isFalse();
    assertThat(fit(node, 69)).isFalse();
  }

  @Test
  void anotherAccuserIsBelievedAtOnce() {
    Evidence[] cleared = {accused("a1", "b1", 0), ready("a1", 1), accused("a1", "b1", 10)};
    Fleet fleet = overlay.lay(fleetOfThree().build(), List.of(cleared));
    Fleet both = overlay.lay(fleet, List.of(accused("a1", "c1", 11)));
    assertThat(fit(both.node("a1").orElseThrow(), 11)).isFalse();
    Fleet late = overlay.lay(fleet, List.of(accused("a1", "c1", 9)));
    assertThat(fit(late.node("a1").orElseThrow(), 11)).isFalse();
    Fleet answered = overlay.lay(both, List.of(ready("a1", 12)));
    Fleet again = overlay.lay(answered, List.of(accused("a1", "c1", 20), accused("a1", "b1", 20)));
    assertThat(fit(again.node("a1").orElseThrow(), 21)).isTrue();
  }

  @Test
  void warinessEndsAfterTenTimesAnAccusationsLength() {
    FleetBuilder lately = fleetOfThree().node("a1", n -> cleared(n, 599));
    assertThat(fit(laid(lately, accused("a1", "b1", 0)), 1)).isTrue();
    FleetBuilder longAgo = fleetOfThree().node("a1", n -> cleared(n, 600));
    assertThat(fit(laid(longAgo, accused("a1", "b1", 0)), 1)).isFalse();
  }

  private static NodeBuilder cleared(NodeBuilder node, long secondsAgo) {
    return node.tagged(Mark.DISPUTES, "b1@" + ago(secondsAgo));
  }

  @Test
  void aTagThatWasEditedByHandTellsOfNoDispute() {
    FleetBuilder edited = fleetOfThree().node("a1", n -> n.tagged(Mark.DISPUTES, "b1 @ b1@soon"));
    assertThat(fit(laid(edited, accused("a1", "b1", 0)), 1)).isFalse();
  }

  @Test
  void theLatestDisputesAreKeptThatATagCanHold() {
    Disputes disputes = new Disputes(Map.of());
    for (int i = 0; i < 9; i++) {
      disputes = disputes.and("i-0123456789abcdef" + i, after(i).plusNanos(1_000_000));
    }
    Marks marks = disputes.noted(Marks.NONE);
    assertThat(marks.values().get(Mark.DISPUTES)).hasSizeLessThanOrEqualTo(256);
    assertThat(Disputes.of(marks).times().keySet())
        .containsExactlyInAnyOrder(
            "i-0123456789abcdef4",
            "i-0123456789abcdef5",
            "i-0123456789abcdef6",
            "i-0123456789abcdef7",
            "i-0123456789abcdef8");
  }

  @Test
  void aWordThatWasRefutedIsNotHeardAgain() {
    Node node = laid(fleetOfThree(), accused("a1", "b1", 0), ready("a1", 0));
    FleetBuilder seen = fleetOfThree().node("a1", n -> cleared(n, 0));
    assertThat(laid(seen, accused("a1", "b1", 0)).marks().time(Mark.SUSPECT_SINCE)).isEmpty();
    assertThat(node.marks().words(Mark.DISPUTES)).containsExactly("b1@" + NOW);
  }

  @Test
  void twoThatAccuseEachOtherAreBothWellUntilOneDoesNotAnswer() {
    Fleet fleet =
        overlay.lay(
            fleet("a1", "b1").build(), List.of(accused("a1", "b1", 0), accused("b1", "a1", 0)));
    assertThat(fleet.nodes()).extracting(node -> fit(node, 7)).containsExactly(true, true);
    assertThat(fleet.nodes()).extracting(node -> fit(node, 8)).containsExactly(true, false);
    assertThat(new Planner(Policy.DEFAULT).plan(fleet).recheckAt()).contains(after(8));
  }

  @Test
  void anAccusationOfAnotherRefutesNothing() {
    Node node = laid(fleetOfThree(), accused("a1", "b1", 0), accused("c1", "a1", 1));
    assertThat(fit(node, 1)).isFalse();
  }

  @Test
  void aHoldDownThatWasRunningIsNotWaived() {
    FleetBuilder lapsed =
        fleetOfThree().node("a1", n -> n.suspect(90).tagged(Mark.SUSPECT_UNTIL, ago(30)));
    assertThat(laid(lapsed, accused("a1", "b1", 0), ready("a1", 1)).fitSince())
        .isEqualTo(after(-30));
  }

  @Test
  void aTrialIsNotPassedByAHoldDownThatIsRemembered() {
    FleetBuilder onTrial =
        fleetOfThree()
            .node("a1", n -> n.suspect(90).tagged(Mark.SUSPECT_UNTIL, ago(3)))
            .node("a1", n -> n.tagged(Mark.TRIAL_SINCE, ago(4)));
    assertThat(laid(onTrial, accused("a1", "b1", 0)).readySince()).contains(after(-3600));
  }

  @Test
  void aNodeWithoutPublicAddressIsNotDoubtedForItsLackOfEgressButForAnythingElse() {
    FleetBuilder bare = fleetOfThree().node("a1", NodeBuilder::withoutPublicAddress);
    Evidence dark = accused("a1", "b1", 0, "peer says no-egress: no answer");
    assertThat(fit(laid(bare, dark), 0)).isTrue();
    Evidence broken = accused("a1", "b1", 0, "peer says nat-not-in-place: no rules");
    assertThat(fit(laid(bare, broken), 0)).isFalse();
    assertThat(fit(laid(fleetOfThree(), dark), 0)).isFalse();
  }

  @Test
  void whoConfessedWithAnAddressStaysDoubtedOnceItIsGoneButNotWhoWasOnlySilent() {
    Evidence again = accused("a1", "b1", 10, "peer says no-egress: no answer");
    FleetBuilder confessed =
        fleetOfThree()
            .node("a1", n -> n.suspect(5).tagged(Mark.SUSPECT_UNTIL, after(30).toString()))
            .node("a1", NodeBuilder::withoutPublicAddress);
    assertThat(laid(confessed, again).marks().time(Mark.SUSPECT_UNTIL)).contains(after(70));
    FleetBuilder silent = confessed.node("a1", n -> n.tagged(Mark.ACCUSED_BY, "b1"));
    assertThat(laid(silent, again).marks().time(Mark.SUSPECT_UNTIL)).contains(after(30));
  }
}
