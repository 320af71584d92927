package natfailover.aws;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import natfailover.aws.Batch.Blindness;
import natfailover.doctor.Picture.Concurrency;
import natfailover.doctor.Picture.Rule;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What is set up around the controller itself: its alias, its rules, how often it may run. */
final class ControllerReads {
  private static final String ALIAS = "live";

  private final Clients clients;
  private final String arn;

  /**
   * Reads about a function.
   *
   * @param invoked its ARN, with or without the alias or the version that was invoked
   */
  ControllerReads(Clients clients, String invoked) {
    this.clients = clients;
    String[] parts = invoked.split(":", -1);
    this.arn = parts.length < 7 ? "" : String.join(":", List.of(parts).subList(0, 7));
  }

  /** The function's name; where that is not known, what it is. */
  String name() {
    return arn.isEmpty() ? "controller" : arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** The version that the alias stands for, if there is the alias. */
  Optional<String> alias(Calls calls) {
    Clients asked = clients();
    return new Batch(calls)
        .only(
            Call.read(
                "GetAlias",
                () -> {
                  try {
                    return Optional.of(
                        asked
                            .lambda()
                            .get()
                            .getAlias(r -> r.functionName(name()).name(ALIAS))
                            .functionVersion());
                  } catch (ResourceNotFoundException _) {
                    return Optional.empty();
                  }
                }));
  }

  /** The rules with the alias as their target. */
  List<Rule> rules(Calls calls) {
    Clients asked = clients();
    List<String> names =
        new Batch(calls)
            .only(
                Call.read(
                    "ListRuleNamesByTarget",
                    () ->
                        asked
                            .events()
                            .get()
                            .listRuleNamesByTarget(r -> r.targetArn(arn + ":" + ALIAS).limit(100))
                            .ruleNames()));
    Batch batch = new Batch(calls);
    List<Supplier<DescribeRuleResponse>> rules =
        names.stream()
            .map(
                name ->
                    batch.add(
                        Call.read(
                            "DescribeRule",
                            () -> asked.events().get().describeRule(r -> r.name(name)))))
            .toList();
    batch.run();
    return rules.stream().map(rule -> rule(rule.get())).toList();
  }

  private static Rule rule(DescribeRuleResponse rule) {
    Map<?, ?> pattern =
        rule.eventPattern() != null && Json.parse(rule.eventPattern()) instanceof Map<?, ?> map
            ? map
            : Map.of();
    return new Rule(
        rule.name(),
        rule.state() != RuleState.DISABLED,
        rule.scheduleExpression() == null ? "" : rule.scheduleExpression(),
        texts(pattern.get("source")),
        texts(pattern.get("detail-type")));
  }

  private static Set<String> texts(@Nullable Object list) {
    Set<String> texts = new LinkedHashSet<>();
    if (list instanceof List<?> entries) {
      entries.forEach(entry -> texts.add(String.valueOf(entry)));
    }
    return texts;
  }

  /** How many functions may run at a time. */
  Concurrency concurrency(Calls calls) {
    Clients asked = clients();
    Batch batch = new Batch(calls);
    var account =
        batch.add(
            Call.read(
                "GetAccountSettings",
                () ->
                    asked
                        .lambda()
                        .get()
                        .getAccountSettings(_ -> {})
                        .accountLimit()
                        .unreservedConcurrentExecutions()));
    var own =
        batch.add(
            Call.read(
                "GetFunctionConcurrency",
                () ->
                    Optional.ofNullable(
                        asked
                            .lambda()
                            .get()
                            .getFunctionConcurrency(r -> r.functionName(name()))
                            .reservedConcurrentExecutions())));
    batch.run();
    return new Concurrency(account.get(), own.get());
  }

  private Clients clients() {
    if (arn.isEmpty()) {
      throw new Blindness("the controller's own ARN is not known");
    }
    return clients;
  }
}
