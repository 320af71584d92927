package natfailover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Setup.Concurrency;
import natfailover.doctor.Setup.Grant;
import natfailover.doctor.Setup.Rule;
import natfailover.doctor.Sight.Seen;
import natfailover.doctor.Sight.Unseen;
import org.junit.jupiter.api.Test;

/** Rules that somebody has edited, aimed elsewhere, or whose permission was taken away. */
final class WakeChecksTest {
  private static final String FUNCTION = "arn:aws:lambda:eu-test-1:123456789012:function:nat";
  private static final String LIVE = FUNCTION + ":live";
  private static final EventPattern ENDINGS = wake("ending").deployed();

  private final List<Rule> rules = new ArrayList<>(Wake.ALL.stream().map(this::deployed).toList());
  private Sight<List<Grant>> grants = new Seen<>(List.of(new Grant(arn("*"))));
  private Optional<Alias> alias = Optional.of(new Alias("7", Map.of()));

  private static Wake wake(String word) {
    return Wake.ALL.stream().filter(wake -> wake.word().equals(word)).findFirst().orElseThrow();
  }

  private static String arn(String rule) {
    return "arn:aws:events:eu-test-1:123456789012:rule/" + rule;
  }

  private Rule deployed(Wake wake) {
    String schedule = wake.deployed().fields().isEmpty() ? "rate(1 minute)" : "";
    return new Rule(arn(wake.word()), LIVE, true, schedule, wake.deployed());
  }

  private void replace(String word, Rule... others) {
    rules.removeIf(rule -> rule.name().equals(word));
    rules.addAll(List.of(others));
  }

  private static Rule rule(String name, EventPattern pattern) {
    return new Rule(arn(name), LIVE, true, "", pattern);
  }

  private static EventPattern asking(EventPattern pattern, String field, String json) {
    Map<String, Set<String>> fields = new LinkedHashMap<>(pattern.fields());
    fields.put(field, Set.of(json));
    return new EventPattern(fields);
  }

  private List<String> found() {
    Setup setup =
        new Setup(
            FUNCTION,
            new Seen<>(alias),
            new Seen<>(rules),
            grants,
            new Seen<>(new Concurrency(1000, Optional.empty())));
    WakeChecks checks = new WakeChecks(setup);
    List<Diagnosis> all = new ArrayList<>(checks.alias());
    all.addAll(checks.rules());
    all.addAll(checks.permissions());
    return all.stream().map(it -> it.complaint() + " " + it.resource()).toList();
  }

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
    replace("report", new Rule(arn("mine"), FUNCTION, true, "", wake("report").deployed()));
    assertThat(found()).containsExactly("RULE_MISDIRECTED mine");
  }

  @Test
  void aRuleBesideThatAimsPastTheAliasIsSomebodyElsesBusiness() {
    rules.addFirst(new Rule(arn("mine"), FUNCTION, true, "", wake("report").deployed()));
    assertThat(found()).isEmpty();
  }

  @Test
  void permissionIsForTheRuleThatItNames() {
    grants =
        new Seen<>(
            rules.stream()
                .filter(rule -> !rule.name().equals("sweep"))
                .map(rule -> new Grant(rule.arn()))
                .toList());
    assertThat(found()).containsExactly("RULE_NOT_PERMITTED sweep");
  }

  @Test
  void aPermissionIsNotForARuleWhoseNameBeginsLikeIt() {
    grants = new Seen<>(List.of(new Grant(arn("swee"))));
    assertThat(found()).hasSize(Wake.ALL.size()).contains("RULE_NOT_PERMITTED sweep");
  }

  @Test
  void aDisabledRuleNeedsNoPermission() {
    Rule sweep = rules.getFirst();
    rules.set(0, new Rule(sweep.arn(), LIVE, false, sweep.schedule(), sweep.pattern()));
    grants = new Seen<>(rules.stream().skip(1).map(rule -> new Grant(rule.arn())).toList());
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
}
