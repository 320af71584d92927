package natfailover.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Setup.Concurrency;
import natfailover.doctor.Setup.Grant;
import natfailover.doctor.Setup.Rule;
import natfailover.doctor.Sight.Seen;

/** The controller as deployed, for tests to change something about it. */
abstract class Surroundings {
  static final String FUNCTION = "arn:aws:lambda:eu-test-1:123456789012:function:nat";
  static final String LIVE = FUNCTION + ":live";
  static final EventPattern ENDINGS = wake("ending").deployed();

  final List<Rule> rules = new ArrayList<>(Wake.ALL.stream().map(this::deployed).toList());
  Sight<List<Grant>> grants = new Seen<>(List.of(grant(arn("*"))));
  Optional<Alias> alias = Optional.of(new Alias("7", Map.of()));

  static Wake wake(String word) {
    return Wake.ALL.stream().filter(wake -> wake.word().equals(word)).findFirst().orElseThrow();
  }

  static String arn(String rule) {
    return "arn:aws:events:eu-test-1:123456789012:rule/" + rule;
  }

  private Rule deployed(Wake wake) {
    String schedule = wake.deployed().fields().isEmpty() ? "rate(1 minute)" : "";
    return new Rule(arn(wake.word()), LIVE, true, "", schedule, wake.deployed());
  }

  static Grant grant(String rules) {
    return new Grant(rules, "");
  }

  void replace(String word, Rule... others) {
    rules.removeIf(rule -> rule.name().equals(word));
    rules.addAll(List.of(others));
  }

  static Rule rule(String name, EventPattern pattern) {
    return new Rule(arn(name), LIVE, true, "", "", pattern);
  }

  static EventPattern asking(EventPattern pattern, String field, String json) {
    Map<String, Set<String>> fields = new LinkedHashMap<>(pattern.fields());
    fields.put(field, Set.of(json));
    return new EventPattern(fields);
  }

  List<String> found() {
    return diagnoses().stream().map(it -> it.complaint() + " " + it.resource()).toList();
  }

  Setup setup() {
    return new Setup(
        FUNCTION,
        new Seen<>(alias),
        new Seen<>(rules),
        grants,
        new Seen<>(new Concurrency(1000, Optional.empty())));
  }

  List<Diagnosis> diagnoses() {
    Setup setup = setup();
    WakeChecks checks = new WakeChecks(setup);
    List<Diagnosis> all = new ArrayList<>(checks.alias());
    all.addAll(checks.rules());
    all.addAll(new GrantChecks(setup).permissions());
    return all;
  }
}
