package natfailover;

import static org.assertj.core.api.Assertions.assertThat;

import natfailover.aws.FakeNode;
import org.junit.jupiter.api.Test;

/** Probers are asked although something else goes wrong. */
final class ProberTroubleTest {
  private static final String PROBER = "nat-failover-prod-zone-a";
  private final Story story = new Story();

  @Test
  void aFleetThatCannotBeMendedKeepsNoOtherFromItsProber() {
    FakeNode byHand = story.region.handBuilt("prod", "0000000a", "zone-a");
    story.region.table("prod", "a", "zone-a", byHand);
    FakeNode dead = story.region.handBuilt("other", "0000000c", "zone-c");
    story.region.handBuilt("other", "0000000d", "zone-c");
    story.region.table("other", "c", "zone-c", dead);
    dead.state = "stopped";
    story.aws.fail("ReplaceRoute", 1000, "UnauthorizedOperation", "You are not authorized.");
    story.aws.probers.say(PROBER, () -> "egress");
    story.sweep();
    assertThat(story.aws.probers.asked).containsExactly(PROBER);
    assertThat(byHand.tags).containsEntry("nat-failover:probed-from", "zone-a");
    assertThat(story.egress("c")).isEqualTo(dead.id);
    assertThat(story.report.failures()).isNotEmpty();
  }

  @Test
  void whoIsBackAfterAProbersWordIsProbedAtOnce() {
    FakeNode byHand = story.region.handBuilt("prod", "0000000a", "zone-a");
    FakeNode heir = story.region.handBuilt("prod", "0000000b", "zone-b");
    story.region.table("prod", "a", "zone-a", heir);
    byHand.tags.put("nat-failover:nat-down-since", "2026-01-01T01:00:00Z");
    byHand.tags.put("nat-failover:nat-down-until", "2026-01-01T01:04:00Z");
    byHand.tags.put("nat-failover:nat-down-from", "zone-a");
    story.aws.probers.say(PROBER, () -> "egress");
    story.sweep();
    assertThat(story.egress("a")).isEqualTo(byHand.id);
    assertThat(byHand.tags)
        .containsEntry("nat-failover:probed-from", "zone-a")
        .doesNotContainKeys("nat-failover:nat-down-since", "nat-failover:nat-down-until");
  }
}
