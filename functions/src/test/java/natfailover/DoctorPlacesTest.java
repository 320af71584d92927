package natfailover;

import static natfailover.Story.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeRegion;
import natfailover.doctor.Check;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether the doctor finds a prober that looks past the node of its zone. */
final class DoctorPlacesTest {
  private static final String PROBER = "nat-failover-prod-zone-a";
  private final Story story = Story.twoZones();

  @Test
  void aProberThatIsServedByATableOfItsZoneIsWhereItHasToBe() {
    story.aws.probers.place(PROBER, "subnet-a");
    Map<String, @Nullable Object> answer = story.command("doctor");
    assertThat(findings(answer)).isEmpty();
    assertThat(String.valueOf(answer.get("checked"))).contains(Check.PROBER_SUBNETS.word());
  }

  @Test
  void oneThatIsServedByAnotherZonesTableIsFoundWithTheTablesThatWouldDo() {
    story.aws.probers.place(PROBER, "subnet-b");
    assertThat(findings(story.command("doctor")))
        .singleElement()
        .asString()
        .startsWith(
            "ProberMisplaced zone-a the prober of zone zone-a is in subnet-b, whose route table"
                + " rtb-b is none of that zone's (rtb-a): ");
  }

  @Test
  void oneThatIsServedByATableOfNobodysIsFound() {
    story.region.table("", "c", "zone-a").tags.clear();
    story.aws.probers.place(PROBER, "subnet-c");
    assertThat(findings(story.command("doctor")))
        .singleElement()
        .asString()
        .contains("subnet-c, whose route table rtb-c is none of");
  }

  @Test
  void oneWhoseSubnetOnlyTheMainTableServesIsFound() {
    story.region.table("", "c", "zone-c").main = true;
    story.aws.probers.place(PROBER, story.region.subnet("d", "zone-a"));
    assertThat(findings(story.command("doctor")))
        .singleElement()
        .asString()
        .contains("subnet-d, whose route table rtb-c is none of");
  }

  @Test
  void oneThatIsNotThereIsSomebodyElsesFindingAndOneThatIsHiddenIsFoundWithItsZone() {
    assertThat(findings(story.command("doctor"))).isEmpty();
    story.aws.probers.hide(PROBER);
    Map<String, @Nullable Object> answer = story.command("doctor");
    assertThat(findings(answer))
        .singleElement()
        .asString()
        .startsWith("ProberUnseen zone-a from where the prober of zone zone-a looks cannot be seen")
        .contains("AccessDeniedException");
    assertThat(String.valueOf(answer.get("checked"))).doesNotContain(Check.PROBER_SUBNETS.word());
  }

  /** AWS denies it of one that was deleted, as that has no tag any more. */
  @Test
  void oneThatIsHiddenLeavesThoseOfOtherZonesToBeJudged() {
    story.aws.probers.hide(PROBER);
    story.aws.probers.place("nat-failover-prod-zone-b", "subnet-a");
    assertThat(findings(story.command("doctor")))
        .extracting(finding -> finding.replaceFirst(" the .*| from .*", ""))
        .containsExactly("ProberUnseen zone-a", "ProberMisplaced zone-b");
  }

  /** Nobody asks it then. */
  @Test
  void theProberOfAZoneWithoutTablesMayBeAnywhere() {
    FakeRegion.at(story.region.tables, "rtb-a").tags.clear();
    story.aws.probers.place(PROBER, "subnet-b");
    assertThat(findings(story.command("doctor"))).isEmpty();
  }

  private static List<String> findings(Map<String, @Nullable Object> answer) {
    return list(answer, "findings").stream()
        .filter(finding -> Check.PROBER_SUBNETS.word().equals(finding.get("check")))
        .map(
            finding ->
                "%s %s %s"
                    .formatted(
                        finding.get("code"), finding.get("resource"), finding.get("message")))
        .toList();
  }
}
