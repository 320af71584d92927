package natfailover.doctor;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Setup.Rule;

/** Whether all that has to wake the controller reaches it: rule, target, alias. */
final class WakeChecks {
  private final Setup setup;

  WakeChecks(Setup setup) {
    this.setup = setup;
  }

  List<Diagnosis> alias() {
    return setup.alias().judged(Check.ALIAS, this::alias);
  }

  private List<Diagnosis> alias(Optional<Alias> found) {
    if (found.isEmpty()) {
      return List.of(ControllerComplaint.ALIAS_MISSING.of(setup.name()));
    }
    Alias alias = found.get();
    return Stream.concat(
            Stream.of(alias)
                .filter(it -> it.version().equals("$LATEST"))
                .map(_ -> ControllerComplaint.ALIAS_UNPUBLISHED.of(setup.name())),
            Stream.of(alias)
                .filter(it -> !it.shares().isEmpty())
                .map(
                    it ->
                        ControllerComplaint.ALIAS_SPLIT.of(setup.name(), it.version(), shares(it))))
        .toList();
  }

  private static String shares(Alias alias) {
    return alias.shares().entrySet().stream()
        .map(share -> "%s (%.0f %%)".formatted(share.getKey(), share.getValue() * 100))
        .collect(joining(", "));
  }

  List<Diagnosis> rules() {
    return setup
        .rules()
        .judged(
            Check.RULES,
            rules -> Wake.ALL.stream().flatMap(wake -> judge(wake, rules).stream()).toList());
  }

  private Set<Diagnosis> judge(Wake wake, List<Rule> rules) {
    List<String> lacking = new ArrayList<>();
    Set<Diagnosis> found = new LinkedHashSet<>();
    for (String kind : wake.kinds()) {
      List<Rule> covering = rules.stream().filter(rule -> wake.covers(rule, kind)).toList();
      List<Rule> reaching = covering.stream().filter(setup::reaches).toList();
      if (covering.isEmpty()) {
        lacking.add(kind.replace("\"", ""));
      } else if (reaching.isEmpty()) {
        found.add(misdirected(wake, covering.getFirst()));
      } else {
        judgeReaching(wake, reaching, rules).ifPresent(found::add);
      }
    }
    if (!lacking.isEmpty()) {
      found.add(
          ControllerComplaint.RULE_MISSING.of(
              wake.words(),
              String.join(", ", lacking),
              wake.loss(),
              free(wake, rules),
              wake.option(),
              setup.live()));
    }
    return found;
  }

  /** A name for a rule of its own: put-rule would replace one that does something else as well. */
  private static String free(Wake wake, List<Rule> all) {
    boolean taken =
        all.stream()
            .filter(rule -> rule.name().equals(wake.rule()))
            .anyMatch(rule -> Wake.ALL.stream().anyMatch(it -> !it.equals(wake) && it.in(rule)));
    return taken ? wake.rule() + "-2" : wake.rule();
  }

  private Diagnosis misdirected(Wake wake, Rule rule) {
    return ControllerComplaint.RULE_MISDIRECTED.of(
        rule.name(), wake.words(), rule.target(), setup.live());
  }

  /** What is wrong with the best of the rules for one kind of event. */
  private Optional<Diagnosis> judgeReaching(Wake wake, List<Rule> rules, List<Rule> all) {
    List<Rule> enabled = rules.stream().filter(Rule::enabled).toList();
    if (enabled.isEmpty()) {
      return Optional.of(
          ControllerComplaint.RULE_DISABLED.of(rules.getFirst().name(), wake.words(), wake.loss()));
    }
    List<Rule> full =
        enabled.stream()
            .filter(rule -> rule.pattern().narrowerThan(wake.deployed()).isEmpty())
            .toList();
    if (full.isEmpty()) {
      Rule rule = enabled.getFirst();
      String asked = rule.pattern().narrowerThan(wake.deployed());
      return Optional.of(
          ControllerComplaint.RULE_NARROWED.of(
              rule.name(), wake.words(), asked, wake.loss(), replacing(wake, rule, all)));
    }
    Rule rule = full.getFirst();
    String lost = rule.pattern().widerThan(wake.deployed());
    boolean wide = full.stream().noneMatch(it -> it.pattern().widerThan(wake.deployed()).isEmpty());
    return wide
        ? Optional.of(
            ControllerComplaint.RULE_WIDENED.of(
                rule.name(), wake.words(), lost, replacing(wake, rule, all)))
        : Optional.empty();
  }

  /** How a rule comes to be as deployed, or another beside it where it does more than that. */
  private String replacing(Wake wake, Rule rule, List<Rule> all) {
    List<Rule> others = all.stream().filter(it -> !it.equals(rule)).toList();
    String besides =
        Wake.ALL.stream()
            .filter(other -> !other.equals(wake) && dependsOn(other, rule, others))
            .map(Wake::words)
            .collect(joining(" and "));
    return besides.isEmpty()
        ? "aws events put-rule --name %s%s %s; it replaces all of the rule but its targets"
            .formatted(rule.name(), rule.keptDescription(), wake.option())
        : ("leave rule %s as it is at first, since it also sends %s; make one beside it: aws events"
                + " put-rule --name %s %s; aws events put-targets --rule %3$s --targets"
                + " Id=live,Arn=%s; then ask the doctor again, since the alias has to let it"
                + " invoke")
            .formatted(rule.name(), besides, free(wake, all), wake.option(), setup.live());
  }

  /** Whether some of its events are sent by this rule and by no other as they have to be. */
  private boolean dependsOn(Wake wake, Rule rule, List<Rule> others) {
    return wake.kinds().stream()
        .filter(kind -> wake.covers(rule, kind))
        .anyMatch(
            kind ->
                others.stream()
                    .filter(other -> setup.reaches(other) && other.enabled())
                    .filter(other -> wake.covers(other, kind))
                    .noneMatch(other -> other.pattern().narrowerThan(wake.deployed()).isEmpty()));
  }
}
