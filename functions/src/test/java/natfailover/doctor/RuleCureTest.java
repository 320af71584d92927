package natfailover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import natfailover.doctor.Setup.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What to do about a rule does no harm to the rule, nor to another. */
final class RuleCureTest extends Surroundings {
  @Test
  void theCureOfAnEditedRuleKeepsWhatPeopleHaveWrittenAboutIt() {
    EventPattern narrow = asking(ENDINGS, "detail.instance-id", "\"i-1\"");
    replace("ending", new Rule(arn("mine"), LIVE, true, "Bob's ends", "", narrow));
    assertThat(diagnoses().getFirst().cure())
        .startsWith(
            "aws events put-rule --name mine --description 'Bob'\\''s ends' --event-pattern")
        .endsWith("; it replaces all of the rule but its targets");
  }

  private void oneRuleForBoth(String name, String field) {
    Set<String> types = new TreeSet<>(wake("lifecycle").deployed().detailTypes());
    types.addAll(wake("scaling").deployed().detailTypes());
    EventPattern both = asking(EventPattern.events("aws.autoscaling", "x"), field, "\"group-1\"");
    Map<String, Set<String>> fields = new LinkedHashMap<>(both.fields());
    fields.put("detail-type", types);
    replace("lifecycle", rule(name, new EventPattern(fields)));
    replace("scaling");
  }

  @ParameterizedTest
  @ValueSource(strings = {"both", "nat-failover-lifecycle", "nat-failover-scaling"})
  void aRuleThatServesTwoIsNotOverwrittenForOneOfThem(String name) {
    oneRuleForBoth(name, "detail.AutoScalingGroupName");
    assertThat(diagnoses())
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.complaint()).isEqualTo(ControllerComplaint.RULE_NARROWED);
              assertThat(it.cure())
                  .startsWith("leave rule " + name + " as it is at first, since it also sends")
                  .contains("aws events put-rule --name nat-failover-", "put-targets --rule nat-")
                  .doesNotContain("put-rule --name " + name + " ");
            });
  }

  @Test
  void aRuleWhoseOtherEventsAreSentByAnotherOneIsReplaced() {
    oneRuleForBoth("both", "detail.AutoScalingGroupName");
    rules.add(rule("scaling", wake("scaling").deployed()));
    assertThat(diagnoses())
        .singleElement()
        .satisfies(it -> assertThat(it.cure()).startsWith("aws events put-rule --name both "));
  }

  @Test
  void aMissingRuleIsNotMadeInPlaceOfOneThatDoesSomethingElse() {
    replace("lifecycle");
    replace("scaling", rule("nat-failover-lifecycle", wake("scaling").deployed()));
    assertThat(diagnoses())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.cure())
                    .contains("put-rule --name nat-failover-lifecycle-2 ")
                    .contains("put-targets --rule nat-failover-lifecycle-2 "));
  }
}
