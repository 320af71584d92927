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

/** Rules that somebody has edited, or aimed elsewhere. */
final class WakeChecksTest extends Surroundings {
  @Test
  void nothingIsWrongWithTheRulesAsDeployed() {
    assertThat(found()).isEmpty();
  }

  @Test
  void aFieldThatTheTemplateDoesNotAskForNarrowsARule() {
    replace("ending", rule("mine", asking(ENDINGS, "detail.instance-id", "\"i-1\"")));
    assertThat(found()).containsExactly("RULE_NARROWED mine");
  }

  @Test
  void aFilterThatIsNoTextLetsNoTextPass() {
    replace("ending", rule("mine", asking(ENDINGS, "detail.state", "{\"prefix\":\"stop\"}")));
    assertThat(found()).containsExactly("RULE_NARROWED mine");
  }

  @Test
  void aRuleThatIsRightMakesUpForOneThatIsNot() {
    rules.addFirst(rule("narrow", asking(ENDINGS, "detail.state", "\"terminated\"")));
    rules.addFirst(rule("wide", EventPattern.events("aws.ec2", "X")));
    rules.addFirst(rule("wider", new EventPattern(Map.of())));
    assertThat(found()).isEmpty();
  }

  @Test
  void oneRuleMayBeAboutSeveralKindsOfEvents() {
    Set<String> types = new TreeSet<>(wake("lifecycle").deployed().detailTypes());
    types.addAll(wake("scaling").deployed().detailTypes());
    EventPattern both = EventPattern.events("aws.autoscaling");
    Map<String, Set<String>> fields = new LinkedHashMap<>(both.fields());
    fields.put("detail-type", types);
    replace("lifecycle", rule("both", new EventPattern(fields)));
    replace("scaling");
    assertThat(found()).isEmpty();
  }

  @Test
  void whatALostFilterLetsPassIsSaid() {
    replace("health", rule("mine", EventPattern.events("aws.health", "AWS Health Event")));
    assertThat(found()).containsExactly("RULE_WIDENED mine");
  }

  @Test
  void aRuleThatAimsPastTheAliasCountsOnlyAsThat() {
    replace("report", new Rule(arn("mine"), FUNCTION, true, "", "", wake("report").deployed()));
    assertThat(found()).containsExactly("RULE_MISDIRECTED mine");
  }

  @Test
  void aRuleBesideThatAimsPastTheAliasIsSomebodyElsesBusiness() {
    rules.addFirst(new Rule(arn("mine"), FUNCTION, true, "", "", wake("report").deployed()));
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(* * * * ? *)",
        "cron(0/1 * * * ? *)",
        "cron(*/1 * ? * * *)",
        "rate(1 minute)"
      })
  void everyMinuteIsEveryMinuteHoweverItIsWritten(String schedule) {
    replace("sweep", scheduled(schedule));
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 * * * ? *)",
        "cron(* 8 * * ? *)",
        "cron(* * 1 * ? *)",
        "cron(* * ? * MON *)",
        "cron(* * * * ? 2030)",
        "cron(0/10 * * * ? *)",
        "rate(10 minutes)"
      })
  void whatIsLessOftenThanEveryMinuteIsNotTheSchedule(String schedule) {
    replace("sweep", scheduled(schedule));
    assertThat(found()).containsExactly("RULE_MISSING the schedule");
  }

  private static Rule scheduled(String expression) {
    return new Rule(arn("mine"), LIVE, true, "", expression, new EventPattern(Map.of()));
  }
}
