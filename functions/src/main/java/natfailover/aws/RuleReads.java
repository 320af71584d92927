package natfailover.aws;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import natfailover.doctor.EventPattern;
import natfailover.doctor.Setup.Rule;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/** The rules of EventBridge that send to one of some targets. */
final class RuleReads {
  private final Clients clients;

  RuleReads(Clients clients) {
    this.clients = clients;
  }

  private record Aimed(String rule, String target) {}

  List<Rule> rules(Calls calls, Set<String> targets) {
    EventBridgeClient events = clients.events().get();
    Batch names = new Batch(calls);
    List<Supplier<List<Aimed>>> aimed =
        targets.stream().map(target -> names.add(aimedAt(events, target))).toList();
    names.run();
    Batch batch = new Batch(calls);
    List<Supplier<Rule>> rules =
        aimed.stream()
            .flatMap(found -> found.get().stream())
            .map(found -> batch.add(described(events, found)))
            .toList();
    batch.run();
    return rules.stream().map(Supplier::get).toList();
  }

  private static Call<List<Aimed>> aimedAt(EventBridgeClient events, String target) {
    return Call.read(
        "ListRuleNamesByTarget",
        () ->
            events.listRuleNamesByTarget(r -> r.targetArn(target).limit(100)).ruleNames().stream()
                .map(name -> new Aimed(name, target))
                .toList());
  }

  private static Call<Rule> described(EventBridgeClient events, Aimed found) {
    return Call.read(
        "DescribeRule", () -> rule(events.describeRule(r -> r.name(found.rule())), found.target()));
  }

  private static Rule rule(DescribeRuleResponse rule, String target) {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    if (rule.eventPattern() != null && Json.parse(rule.eventPattern()) instanceof Map<?, ?> map) {
      flatten("", map, fields);
    }
    return new Rule(
        rule.arn(),
        target,
        rule.state() != RuleState.DISABLED,
        Cloud.text(rule.description()),
        Cloud.text(rule.scheduleExpression()),
        new EventPattern(fields));
  }

  /** A list is what a field may be; an object has fields of its own. */
  private static void flatten(String path, Map<?, ?> pattern, Map<String, Set<String>> fields) {
    pattern.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            flatten(path + name + ".", inner, fields);
          } else if (value instanceof List<?> list) {
            Set<String> values = new LinkedHashSet<>();
            list.forEach(entry -> values.add(Json.write(entry)));
            fields.put(path + name, values);
          }
        });
  }
}
