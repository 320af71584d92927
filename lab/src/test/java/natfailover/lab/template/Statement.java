package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import natfailover.lab.region.Access.Subject;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy, evaluated as IAM documents it; what it does not know it refuses.
 *
 * @param conditions values by operator and condition key
 */
public record Statement(
    String sid,
    boolean allows,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  /** Reads a statement whose functions are worked out. */
  static Statement of(JsonNode statement) {
    Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> operator : statement.path("Condition").properties()) {
      Map<String, List<String>> keys = new LinkedHashMap<>();
      operator
          .getValue()
          .properties()
          .forEach(key -> keys.put(key.getKey(), texts(key.getValue())));
      conditions.put(operator.getKey(), keys);
    }
    return new Statement(
        statement.path("Sid").asText(),
        statement.required("Effect").asText().equals("Allow"),
        texts(statement.required("Action")),
        texts(statement.required("Resource")),
        conditions);
  }

  private static List<String> texts(JsonNode oneOrMany) {
    return oneOrMany.isArray() ? Formation.texts(oneOrMany) : List.of(oneOrMany.asText());
  }

  /** Whether this statement speaks of an action on a resource under these circumstances. */
  boolean concerns(String action, Subject subject) {
    return names(action)
        && resources.stream().anyMatch(each -> like(each, subject.arn()))
        && conditions.entrySet().stream()
            .allMatch(operator -> hold(operator.getKey(), operator.getValue(), subject.context()));
  }

  private boolean names(String action) {
    return actions.stream().anyMatch(each -> like(each, action));
  }

  private static boolean hold(
      String operator, Map<String, List<String>> keys, Map<String, List<String>> context) {
    return keys.entrySet().stream()
        .allMatch(key -> holds(operator, key.getValue(), context.get(key.getKey())));
  }

  /** A key that is not there satisfies only Null and what is for all of no values, or if it is. */
  private static boolean holds(String operator, List<String> wanted, @Nullable List<String> given) {
    return switch (operator) {
      case "Null" -> wanted.contains(Boolean.toString(given == null));
      case "StringEquals" -> given != null && wanted.containsAll(given);
      case "StringEqualsIfExists", "ForAllValues:StringEquals" ->
          given == null || wanted.containsAll(given);
      case "StringLike", "ArnLike", "ArnEquals" ->
          given != null && given.stream().allMatch(value -> likeAny(wanted, value));
      case "ForAllValues:StringLike" ->
          given == null || given.stream().allMatch(value -> likeAny(wanted, value));
      default -> throw new IllegalArgumentException("the operator " + operator + " is not known");
    };
  }

  private static boolean likeAny(List<String> patterns, String value) {
    return patterns.stream().anyMatch(pattern -> like(pattern, value));
  }

  /** With * for any text and ? for any character. */
  private static boolean like(String pattern, String value) {
    String expression =
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return value.matches(expression);
  }
}
