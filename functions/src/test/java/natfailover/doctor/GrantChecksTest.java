package natfailover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import natfailover.doctor.Setup.Grant;
import natfailover.doctor.Setup.Rule;
import natfailover.doctor.Sight.Seen;
import natfailover.doctor.Sight.Unseen;
import org.junit.jupiter.api.Test;

/** Rules whose permission was taken away, or cannot be told. */
final class GrantChecksTest extends Surroundings {
  @Test
  void permissionIsForTheRuleThatItNames() {
    grants =
        new Seen<>(
            rules.stream()
                .filter(rule -> !rule.name().equals("sweep"))
                .map(rule -> grant(rule.arn()))
                .toList());
    assertThat(found()).containsExactly("RULE_NOT_PERMITTED sweep");
  }

  @Test
  void aPermissionIsNotForARuleWhoseNameBeginsLikeIt() {
    grants = new Seen<>(List.of(grant(arn("swee"))));
    assertThat(found()).hasSize(Wake.ALL.size()).contains("RULE_NOT_PERMITTED sweep");
  }

  @Test
  void aDisabledRuleNeedsNoPermission() {
    Rule sweep = rules.getFirst();
    rules.set(0, new Rule(sweep.arn(), LIVE, false, "", sweep.schedule(), sweep.pattern()));
    grants = new Seen<>(rules.stream().skip(1).map(rule -> grant(rule.arn())).toList());
    assertThat(found()).containsExactly("RULE_DISABLED sweep");
  }

  @Test
  void ofAnAliasThatIsNotThereNoPermissionIsMissed() {
    alias = Optional.empty();
    grants = new Seen<>(List.of());
    assertThat(found()).containsExactly("ALIAS_MISSING nat");
  }

  @Test
  void aPolicyThatWasNotSeenIsNoneThatForbids() {
    grants = new Unseen<>("GetPolicy failed");
    assertThat(found()).containsExactly("NOT_CHECKED rulePermissions");
  }

  @Test
  void noTwoRulesGetTheSamePermission() {
    EventPattern report = wake("report").deployed();
    replace("report", rule("a.b", report), rule("a-b", report), rule("a_b", report));
    rules.add(rule("a_-b", report));
    grants = new Seen<>(List.of());
    List<String> statements =
        diagnoses().stream()
            .map(it -> it.cure().replaceFirst(".*--statement-id (\\S+) .*", "$1"))
            .toList();
    assertThat(statements)
        .hasSize(rules.size())
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("[a-zA-Z0-9_-]{1,100}"))
        .contains("nat-failover-sweep");
  }

  @Test
  void aConditionThatNobodyHereKnowsIsNotCheckedRatherThanForbidden() {
    List<Grant> others = new ArrayList<>();
    others.add(new Grant(arn("swee?"), "StringEquals aws:PrincipalOrgID"));
    rules.stream().skip(1).map(rule -> grant(rule.arn())).forEach(others::add);
    grants = new Seen<>(others);
    assertThat(diagnoses())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.complaint()).isEqualTo(ControllerComplaint.NOT_CHECKED);
              assertThat(it.check()).isEqualTo(Check.RULE_PERMISSIONS);
              assertThat(it.message())
                  .startsWith(
                      "the permission of rule sweep could not be checked: could not be told")
                  .endsWith("StringEquals aws:PrincipalOrgID");
            });
  }

  @Test
  void whereOnePermissionIsUnderstoodAnotherNeedNotBe() {
    grants = new Seen<>(List.of(new Grant(arn("*"), "Null aws:x"), grant(arn("*"))));
    assertThat(found()).isEmpty();
  }
}
