package natfailover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import natfailover.aws.FakeNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A hand-built instance whose only judge is the zone's prober. */
final class ProberStoryTest {
  private static final String PROBER = "nat-failover-prod-zone-a";
  private final Story story = new Story();
  private final FakeNode byHand = story.region.handBuilt("prod", "0000000a", "zone-a");

  /** Carries the zone; its prober has got through. */
  private ProberStoryTest carried() {
    story.region.table("prod", "a", "zone-a", byHand);
    says("egress");
    story.settled();
    assertThat(byHand.tags).containsEntry("nat-failover:probed-from", "zone-a");
    story.aws.probers.asked.clear();
    return this;
  }

  private ProberStoryTest withSpare() {
    story.region.handBuilt("prod", "0000000b", "zone-a");
    return carried();
  }

  private ProberStoryTest withGateway() {
    story.region.gateway("prod", "g", story.region.subnet("public", "zone-a"));
    return carried();
  }

  /** What the prober says, one after the other, the last for ever. */
  private void says(String... verdicts) {
    Deque<String> left = new ArrayDeque<>(List.of(verdicts));
    story.aws.probers.say(PROBER, () -> left.size() > 1 ? left.pop() : left.element());
  }

  private static Map<String, @Nullable Object> fleet(Map<String, @Nullable Object> sweep) {
    return Story.list(sweep, "fleets").getFirst();
  }

  @Test
  void whatTheProberSaysTwiceMovesTheTrafficToTheSpare() {
    withSpare().says("nat-down", "nat-down", "egress");
    Map<String, @Nullable Object> answer = story.sweep();
    assertThat(story.egress("a")).isEqualTo(Story.B);
    assertThat(story.aws.probers.asked).hasSize(2);
    assertThat(byHand.tags)
        .containsEntry("nat-failover:nat-down-from", "zone-a")
        .containsKeys("nat-failover:nat-down-since", "nat-failover:nat-down-until");
    assertThat(answer.toString())
        .contains("nothing gets through it by the word of the prober of zone-a")
        .contains("prober nat-failover-prod-zone-a said nat-down at 2026", "So it is.");
  }

  @Test
  void whereThereIsAGatewayTheTrafficGoesThere() {
    withGateway().says("nat-down");
    story.sweep();
    assertThat(story.egress("a")).isEqualTo("nat-g");
  }

  @Test
  void whatItSaysOnceAndTakesBackMovesNothing() {
    withSpare().says("nat-down", "egress");
    story.sweep();
    assertThat(story.egress("a")).isEqualTo(Story.A);
    assertThat(byHand.tags).doesNotContainKey("nat-failover:nat-down-since");
    assertThat(story.aws.probers.asked).hasSize(2);
  }

  @Test
  void allThatIsNotTheNodesFaultMovesNothing() {
    withSpare();
    for (String verdict : List.of("site-down", "dns-down", "zone-down", "egress", "gibberish")) {
      says(verdict);
      Map<String, @Nullable Object> answer = story.sweep();
      assertThat(answer.toString().contains("said " + verdict))
          .isEqualTo(!verdict.equals("egress") && !verdict.equals("gibberish"));
      assertThat(answer.toString().contains("gave no verdict"))
          .isEqualTo(verdict.equals("gibberish"));
    }
    story.aws.probers.crash(PROBER);
    assertThat(story.sweep().toString()).contains("gave no verdict", "it failed", "no socket");
    story.aws.probers.refuse(PROBER, 429, "TooManyRequestsException");
    assertThat(story.sweep().toString()).contains("gave no verdict", "TooManyRequestsException");
    story.aws.probers.refuse(PROBER, 403, "AccessDeniedException");
    assertThat(story.sweep().toString()).contains("gave no verdict", "AccessDeniedException");
    story.aws.probers.answer(PROBER, "<html>");
    assertThat(story.sweep().toString()).contains("not understood: <html>");
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.aws.probers.asked).hasSize(9);
  }

  @Test
  void aProberThatIsNotThereSaysNothingAgainstTheNode() {
    story.region.table("prod", "a", "zone-a", byHand);
    assertThat(story.sweep().toString()).contains("gave no verdict", "ResourceNotFoundException");
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void withoutAnotherPathTheZoneIsUnprotectedAndTheAnswerSaysSo() {
    carried().says("nat-down");
    Map<String, @Nullable Object> answer = fleet(story.sweep());
    assertThat(story.egress("a")).isEqualTo(Story.A);
    assertThat(String.valueOf(Story.map(answer.get("unprotected")).get("zone-a")))
        .contains("i-0000000a nothing gets through it by the word of the prober of zone-a");
    says("egress");
    assertThat(fleet(story.sweep())).doesNotContainKey("unprotected");
    assertThat(byHand.tags).doesNotContainKey("nat-failover:nat-down-since");
  }

  @Test
  void ofTwoPathsOnWhichItGetsNothingThroughOnlyTheFirstIsLeft() {
    withSpare();
    story.node(Story.B).tags.put("nat-failover:probed-from", "zone-a");
    says("nat-down");
    story.sweep();
    BlackBox.later(story, Duration.ofMinutes(1));
    Map<String, @Nullable Object> answer = story.sweep();
    assertThat(story.egress("a")).isEqualTo(Story.B);
    assertThat(answer.toString()).contains("as it said of i-0000000a: not believed");
  }

  @Test
  void oneThatNeverGotThroughIsNotBelieved() {
    story.region.handBuilt("prod", "0000000b", "zone-a");
    story.region.table("prod", "a", "zone-a", byHand);
    says("nat-down");
    Map<String, @Nullable Object> answer = story.sweep();
    assertThat(story.aws.changes()).isEmpty();
    assertThat(answer.toString()).contains("not believed: it has never got through");
  }

  @Test
  void noFailoverWaitsForAProber() {
    withSpare().says("nat-down");
    byHand.state = "stopped";
    story.when(Story.state(Story.A, "stopped"));
    assertThat(story.egress("a")).isEqualTo(Story.B);
    assertThat(story.aws.probers.asked).isEmpty();
  }

  @Test
  void aSweepMendsFirstAndAsksAfterwards() {
    withSpare();
    byHand.state = "stopped";
    story.aws.probers.say(PROBER, () -> story.egress("a").equals(Story.B) ? "egress" : "nat-down");
    story.sweep();
    assertThat(story.egress("a")).isEqualTo(Story.B);
    assertThat(story.node(Story.B).tags).containsEntry("nat-failover:probed-from", "zone-a");
  }

  @Test
  void aNodeThatNeighboursJudgeIsNotAskedAbout() {
    Story ring = Story.twoZones();
    ring.sweep();
    assertThat(ring.aws.probers.asked).isEmpty();
  }

  @Test
  void statusAsksNobody() {
    carried();
    story.command("status");
    assertThat(story.aws.probers.asked).isEmpty();
  }
}
