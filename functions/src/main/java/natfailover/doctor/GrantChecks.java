package natfailover.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Setup.Grant;
import natfailover.doctor.Setup.Rule;

/** Whether the alias lets the rules that aim at it invoke it. */
final class GrantChecks {
  private final Setup setup;

  GrantChecks(Setup setup) {
    this.setup = setup;
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
        .filter(rule -> setup.reaches(rule) && rule.enabled())
        .flatMap(
            rule ->
                Wake.ALL.stream()
                    .filter(wake -> wake.in(rule))
                    .limit(1)
                    .flatMap(wake -> permission(wake, rule, grants)))
        .toList();
  }

  private Stream<Diagnosis> permission(Wake wake, Rule rule, List<Grant> grants) {
    List<String> conditions =
        grants.stream().filter(grant -> grant.covers(rule)).map(Grant::condition).toList();
    if (conditions.contains("")) {
      return Stream.empty();
    }
    return Stream.of(
        conditions.isEmpty()
            ? ControllerComplaint.RULE_NOT_PERMITTED.of(
                rule.name(), wake.words(), wake.loss(), setup.name(), rule.statement(), rule.arn())
            : ControllerComplaint.NOT_CHECKED.of(
                Check.RULE_PERMISSIONS,
                "the permission of rule " + rule.name(),
                "could not be told: the alias's policy lets it invoke on a condition that the"
                    + " doctor does not know, "
                    + String.join("; ", conditions)));
  }
}
