package natfailover;

import static natfailover.Story.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import natfailover.doctor.Check;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the doctor makes of what probers say. */
final class DoctorProbersTest {
  private final Story story = Story.twoZones();

  @Test
  void whatAProberDoesNotGetThroughIsFoundAndWhatAnotherSiteDoesIsNot() {
    story.aws.probers.say("nat-failover-prod-zone-a", () -> "zone-down");
    story.aws.probers.say("nat-failover-prod-zone-b", () -> "site-down");
    Map<String, @Nullable Object> answer = story.command("doctor");
    assertThat(findings(answer, "NoEgress"))
        .containsExactly(
            "zone-a prober nat-failover-prod-zone-a says of zone zone-a, and said so twice:"
                + " zone-down. So it is.");
    assertThat(findings(answer, "ProberSilent")).isEmpty();
    assertThat(story.aws.probers.asked)
        .containsExactlyInAnyOrder(
            "nat-failover-prod-zone-a", "nat-failover-prod-zone-b", "nat-failover-prod-zone-a");
  }

  @Test
  void aBurstOfLossThatIsOverThreeSecondsLaterIsNoFinding() {
    Instant began = story.calls.now();
    AtomicInteger times = new AtomicInteger();
    story.aws.probers.say(
        "nat-failover-prod-zone-a", () -> times.incrementAndGet() == 1 ? "nat-down" : "egress");
    story.aws.probers.say("nat-failover-prod-zone-b", () -> "egress");
    assertThat(findings(story.command("doctor"), "NoEgress")).isEmpty();
    assertThat(times).hasValue(2);
    assertThat(story.calls.now()).isAfterOrEqualTo(began.plusSeconds(3));
  }

  @Test
  void aProberThatFailsIsFoundWithItsOwnWords() {
    story.aws.probers.crash("nat-failover-prod-zone-a");
    story.aws.probers.say("nat-failover-prod-zone-b", () -> "egress");
    assertThat(findings(story.command("doctor"), "ProberSilent"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("zone-a prober nat-failover-prod-zone-a gave no verdict on zone zone-a: it")
        .contains("no socket");
  }

  @Test
  void whereProbersAreNotAskedAtAllTheyAreNotCheckedEither() {
    story.setting("PROBER_SECONDS", "0");
    Map<String, @Nullable Object> answer = story.command("doctor");
    assertThat(story.aws.probers.asked).isEmpty();
    assertThat(findings(answer, "ProberSilent")).isEmpty();
    assertThat(String.valueOf(answer.get("checked"))).doesNotContain(Check.PROBERS.word());
    assertThat(list(answer, "notChecked"))
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .containsEntry("what", "probers")
                    .containsEntry("because", "PROBER_SECONDS is 0, so that none is asked"));
  }

  private static List<String> findings(Map<String, @Nullable Object> answer, String code) {
    return list(answer, "findings").stream()
        .filter(finding -> code.equals(finding.get("code")))
        .map(finding -> finding.get("resource") + " " + finding.get("message"))
        .toList();
  }
}
