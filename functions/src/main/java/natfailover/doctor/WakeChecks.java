package natfailover.doctor;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Setup.Grant;
import natfailover.doctor.Setup.Rule;

/** Whether all that has to wake the controller reaches it: rule, target, permission, alias. */
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
      List<Rule> reaching = covering.stream().filter(this::reaches).toList();
      if (covering.isEmpty()) {
        lacking.add(kind.replace("\"", ""));
      } else if (reaching.isEmpty()) {
        found.add(misdirected(wake, covering.getFirst()));
      } else {
        judgeReaching(wake, reaching).ifPresent(found::add);
      }
    }
    if (!lacking.isEmpty()) {
      found.add(
          ControllerComplaint.RULE_MISSING.of(
              wake.words(),
              String.join(", ", lacking),
              wake.loss(),
              wake.rule(),
              wake.option(),
              setup.live()));
    }
    return found;
  }

  private boolean reaches(Rule rule) {
    return rule.target().equals(setup.live());
  }

  private Diagnosis misdirected(Wake wake, Rule rule) {
    return ControllerComplaint.RULE_MISDIRECTED.of(
        rule.name(), wake.words(), rule.target(), setup.live());
  }

  /** What is wrong with the best of the rules for one kind of event. */
  private static Optional<Diagnosis> judgeReaching(Wake wake, List<Rule> rules) {
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
              rule.name(), wake.words(), asked, wake.loss(), wake.option()));
    }
    Rule rule = full.getFirst();
    String lost = rule.pattern().widerThan(wake.deployed());
    boolean wide = full.stream().noneMatch(it -> it.pattern().widerThan(wake.deployed()).isEmpty());
    return wide
        ? Optional.of(
            ControllerComplaint.RULE_WIDENED.of(rule.name(), wake.words(), lost, wake.option()))
        : Optional.empty();
  }

  /** An alias that is not there takes its permissions with it, and that is said of the alias. */
  List<Diagnosis> permissions() {
    boolean missing =
        setup.alias() instanceof Sight.Seen<Optional<Alias>>(var alias) && alias.isEmpty();
    return missing
        ? List.of()
        : setup
            .rules()
            .judged(
                Check.RULE_PERMISSIONS,
                rules ->
                    setup
                        .grants()
                        .judged(Check.RULE_PERMISSIONS, grants -> permissions(rules, grants)));
  }

  private List<Diagnosis> permissions(List<Rule> rules, List<Grant> grants) {
    return rules.stream()
        .filter(rule -> reaches(rule) && rule.enabled())
        .filter(rule -> grants.stream().noneMatch(grant -> grant.covers(rule)))
        .flatMap(
            rule ->
                Wake.ALL.stream()
                    .filter(wake -> wake.kinds().stream().anyMatch(kind -> wake.covers(rule, kind)))
                    .limit(1)
                    .map(wake -> forbidden(wake, rule)))
        .toList();
  }

  private Diagnosis forbidden(Wake wake, Rule rule) {
    return ControllerComplaint.RULE_NOT_PERMITTED.of(
        rule.name(), wake.words(), wake.loss(), setup.name(), wake.rule(), rule.arn());
  }
}
