package natfailover;

import static natfailover.Story.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import natfailover.doctor.Check;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The doctor where AWS does not tell everything: what was not seen is not healthy. */
final class DoctorStoryTest {
  private final Story story = Story.twoZones();

  @Test
  void aCheckThatCouldNotBeMadeIsAFindingAndNotCountedAsMade() {
    Map<String, @Nullable Object> answer = story.command("doctor");
    assertThat(answer)
        .containsEntry("fleet", "prod")
        .containsEntry("healthy", false)
        .doesNotContainKey("pausedUntil");
    assertThat(unchecked(answer))
        .contains(
            "alias: alias could not be checked: the controller's own ARN is not known",
            "rules: rules could not be checked: the controller's own ARN is not known")
        .anyMatch(line -> line.startsWith("elasticIpQuota: elasticIpQuota could not be checked:"));
    assertThat((List<?>) answer.get("checked"))
        .isEqualTo(
            List.of(
                Check.TABLE_ZONES.word(),
                Check.TABLE_CLAIMS.word(),
                Check.ZONE_NODES.word(),
                Check.SECOND_PATHS.word(),
                Check.ADOPTION_ADDRESSES.word(),
                Check.ELASTIC_IPS.word(),
                Check.HOOKS.word(),
                Check.TAG_KEYS.word(),
                Check.TAG_VALUES.word(),
                Check.PERMISSIONS.word()));
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void aTrialThatSaysNothingOfPermissionsIsNotCountedAsPermission() {
    story.aws.fail("AssociateAddress", 1, "InvalidAddressID.NotFound", "no such address");
    assertThat(unchecked(story.command("doctor")))
        .anyMatch(
            line ->
                line.matches(
                    "permissions: ec2:AssociateAddress for eipalloc-zone-. could not be checked:"
                        + " InvalidAddressID.NotFound: no such address"));
  }

  @Test
  void aFleetWithoutNodesHasNothingToTryACallOn() {
    story.region.nodes.clear();
    story
        .region
        .tables
        .values()
        .forEach(table -> table.pointAt("instanceId", "i-1", "state", "blackhole"));
    assertThat(unchecked(story.command("doctor")))
        .contains(
            "permissions: ec2:ReplaceRoute could not be checked: the fleet has nothing yet that it"
                + " could be tried on");
  }

  private static List<String> unchecked(Map<String, @Nullable Object> answer) {
    return list(answer, "findings").stream()
        .filter(finding -> "NotChecked".equals(finding.get("code")))
        .map(finding -> finding.get("check") + ": " + finding.get("message"))
        .toList();
  }
}
