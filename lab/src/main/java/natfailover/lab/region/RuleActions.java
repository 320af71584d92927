package natfailover.lab.region;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** EventBridge's rules on the default bus, as they are set up; what they let pass is not played. */
final class RuleActions {
  private static final class Rule {
    private final Set<String> targets = new LinkedHashSet<>();
    private String description = "";
    private String pattern = "";
    private String schedule = "";
    private boolean enabled = true;
  }

  private final World world;
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  RuleActions(World world) {
    this.world = world;
  }

  String call(String action, JsonNode body) {
    ObjectNode answer =
        switch (action) {
          case "PutRule" -> put(body);
          case "PutTargets" -> putTargets(body);
          case "EnableRule", "DisableRule" -> enable(rule(body), action.equals("EnableRule"));
          case "DeleteRule" -> delete(body);
          case "DescribeRule" -> describe(body);
          case "ListRuleNamesByTarget" -> byTarget(body.path("TargetArn").asText());
          default ->
              throw ApiError.of(
                  "UnknownOperationException", "The action " + action + " is not known.");
        };
    return answer.toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode put(JsonNode body) {
    String name = body.path("Name").asText();
    String pattern = body.path("EventPattern").asText();
    String schedule = body.path("ScheduleExpression").asText();
    if (pattern.isEmpty() && schedule.isEmpty()) {
      throw ApiError.of(
          "ValidationException",
          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    Rule rule = rules.computeIfAbsent(name, _ -> new Rule());
    rule.description = body.path("Description").asText();
    rule.pattern = pattern;
    rule.schedule = schedule;
    rule.enabled = !body.path("State").asText().equals("DISABLED");
    return object().put("RuleArn", arn(name));
  }

  private ObjectNode putTargets(JsonNode body) {
    Rule rule = rule(body, "Rule");
    body.path("Targets").forEach(target -> rule.targets.add(target.path("Arn").asText()));
    ObjectNode answer = object().put("FailedEntryCount", 0);
    answer.putArray("FailedEntries");
    return answer;
  }

  private static ObjectNode enable(Rule rule, boolean enabled) {
    rule.enabled = enabled;
    return object();
  }

  /** AWS wants the targets taken off first; one call does it here. */
  private ObjectNode delete(JsonNode body) {
    rules.remove(body.path("Name").asText());
    return object();
  }

  private ObjectNode describe(JsonNode body) {
    Rule rule = rule(body);
    String name = body.path("Name").asText();
    ObjectNode answer = object().put("Name", name).put("Arn", arn(name));
    if (!rule.description.isEmpty()) {
      answer.put("Description", rule.description);
    }
    if (!rule.pattern.isEmpty()) {
      answer.put("EventPattern", rule.pattern);
    }
    if (!rule.schedule.isEmpty()) {
      answer.put("ScheduleExpression", rule.schedule);
    }
    return answer
        .put("State", rule.enabled ? "ENABLED" : "DISABLED")
        .put("EventBusName", "default")
        .put("CreatedBy", world.settings().account());
  }

  private ObjectNode byTarget(String arn) {
    ObjectNode answer = object();
    ArrayNode names = answer.putArray("RuleNames");
    rules.forEach(
        (name, rule) -> {
          if (rule.targets.contains(arn)) {
            names.add(name);
          }
        });
    return answer;
  }

  private Rule rule(JsonNode body) {
    return rule(body, "Name");
  }

  private Rule rule(JsonNode body, String field) {
    String name = body.path(field).asText();
    Rule rule = rules.get(name);
    if (rule == null) {
      throw ApiError.of(
          "ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default.");
    }
    return rule;
  }

  private String arn(String name) {
    return world.arn("events", "rule/" + name);
  }
}
