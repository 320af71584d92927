package natfailover;

import static natfailover.Story.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.aws.FakeRegion;
import natfailover.aws.FakeRegion.FakeAddress;
import natfailover.doctor.Check;
import org.assertj.core.api.InstanceOfAssertFactories;
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
            "rules: rules could not be checked: the controller's own ARN is not known",
            "rulePermissions: rulePermissions could not be checked: the controller's own ARN is not"
                + " known")
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
                Check.PROBERS.word(),
                Check.PROBER_SUBNETS.word(),
                Check.PUBLIC_SUBNETS.word(),
                Check.TAG_KEYS.word(),
                Check.TAG_VALUES.word(),
                Check.PERMISSIONS.word()));
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void theAnswerHasAllThatAStatusHasSoThatOneReaderReadsBoth() {
    FakeRegion.at(story.region.tables, "rtb-a").routes.remove("0.0.0.0/0");
    Map<String, @Nullable Object> status = story.command("status");
    Map<String, @Nullable Object> doctor = story.command("doctor");
    assertThat(doctor).containsEntry("dryRun", true).containsEntry("converged", false);
    assertThat(Story.actions(doctor)).contains("pointRoute rtb-a planned");
    status.keySet().removeAll(Set.of("trigger", "totalMillis"));
    assertThat(doctor).containsAllEntriesOf(status);
    assertThat(story.aws.changes()).isEmpty();
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

  @Test
  void ofTwoElasticIpsTheOneThatIsWithANodeIsUsedWhateverItsId() {
    FakeAddress used = FakeRegion.at(story.region.addresses, "eipalloc-zone-a");
    FakeAddress spare = story.region.address("prod", "zone-a", "198.51.100.9");
    story.region.addresses.put("eipalloc-zone-a", used);
    story.region.addresses.put("eipalloc-0", spare);
    assertThat(findings(story.command("doctor"), "SpareElasticIp"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("eipalloc-0 zone zone-a has two")
        .contains("eipalloc-zone-a (198.51.100.97) is used; eipalloc-0 (198.51.100.9) is spare");
    assertThat(story.aws.changes()).isEmpty();
  }

  @Test
  void aSpareElasticIpThatIsWithSomethingIsTakenFromItBeforeItIsReleased() {
    FakeAddress spare = story.region.address("prod", "zone-a", "198.51.100.9");
    story.region.addresses.put("eipalloc-zz", spare);
    FakeAddress used = story.region.address("prod", "zone-a", "198.51.100.97");
    used.face = "eni-used";
    String release = "aws ec2 release-address --allocation-id eipalloc-zz,";
    assertThat(cures(story.command("doctor"), "SpareElasticIp"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("to keep 198.51.100.97: " + release);
    spare.face = "eni-foreign";
    assertThat(cures(story.command("doctor"), "SpareElasticIp"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith(
            "to keep 198.51.100.97: take it from eni-foreign: aws ec2 disassociate-address"
                + " --association-id $(aws ec2 describe-addresses --allocation-ids eipalloc-zz"
                + " --query 'Addresses[0].AssociationId' --output text); then "
                + release);
  }

  private static List<String> findings(Map<String, @Nullable Object> answer, String code) {
    return list(answer, "findings").stream()
        .filter(finding -> code.equals(finding.get("code")))
        .map(finding -> finding.get("resource") + " " + finding.get("message"))
        .toList();
  }

  private static List<String> cures(Map<String, @Nullable Object> answer, String code) {
    return list(answer, "findings").stream()
        .filter(finding -> code.equals(finding.get("code")))
        .map(finding -> String.valueOf(finding.get("cure")))
        .toList();
  }

  private static List<String> unchecked(Map<String, @Nullable Object> answer) {
    return list(answer, "findings").stream()
        .filter(finding -> "NotChecked".equals(finding.get("code")))
        .map(finding -> finding.get("check") + ": " + finding.get("message"))
        .toList();
  }
}
