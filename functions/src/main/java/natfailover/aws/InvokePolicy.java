package natfailover.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import natfailover.doctor.Setup.Grant;
import org.jspecify.annotations.Nullable;

/**
 * Whom a function's policy lets invoke it: rules of EventBridge, as far as its statements are
 * understood. Of a condition that is not, the grant keeps the name. There are none that deny:
 * AddPermission makes no such statement.
 */
final class InvokePolicy {
  private static final String EVENTS = "events.amazonaws.com";
  private static final String ACTION = "lambda:invokefunction";
  private static final String ANY = "*";

  private final String account;

  /** Policies of functions of an account. */
  InvokePolicy(String account) {
    this.account = account;
  }

  List<Grant> grants(String policy) {
    return Json.parse(policy) instanceof Map<?, ?> json
        ? each(json.get("Statement")).flatMap(this::grants).toList()
        : List.of();
  }

  private Stream<Grant> grants(Object statement) {
    return statement instanceof Map<?, ?> json
            && "Allow".equals(json.get("Effect"))
            && letsEvents(json.get("Principal"))
            && each(json.get("Action")).anyMatch(InvokePolicy::invokes)
        ? granted(json.get("Condition")).stream()
        : Stream.empty();
  }

  private static boolean letsEvents(@Nullable Object principal) {
    return principal instanceof Map<?, ?> map
        ? each(map.get("Service")).anyMatch(EVENTS::equals)
            || each(map.get("AWS")).anyMatch(ANY::equals)
        : ANY.equals(principal);
  }

  private static boolean invokes(Object action) {
    String name = action.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(ANY)
        ? ACTION.startsWith(name.substring(0, name.length() - 1))
        : name.equals(ACTION);
  }

  /** What the conditions let through: nothing, all, or what only those who know them can tell. */
  private List<Grant> granted(@Nullable Object conditions) {
    List<String> sources = List.of(ANY);
    List<String> unknown = new ArrayList<>();
    for (Condition condition : conditions(conditions)) {
      if (condition.is("aws:sourcearn")) {
        sources = condition.values;
      } else if (!condition.is("aws:sourceaccount") || condition.wild()) {
        unknown.add(condition.operator + " " + condition.key);
      } else if (!condition.values.contains(account)) {
        return List.of();
      }
    }
    return sources.stream().map(source -> new Grant(source, String.join(", ", unknown))).toList();
  }

  private static List<Condition> conditions(@Nullable Object json) {
    List<Condition> found = new ArrayList<>();
    if (json instanceof Map<?, ?> operators) {
      operators.forEach(
          (operator, keys) -> {
            if (keys instanceof Map<?, ?> map) {
              map.forEach(
                  (key, value) ->
                      found.add(
                          new Condition(
                              operator.toString(),
                              key.toString(),
                              each(value).map(Object::toString).toList())));
            }
          });
    }
    return found;
  }

  /** What a key of the request has to be. */
  private record Condition(String operator, String key, List<String> values) {
    boolean is(String known) {
      return key.equalsIgnoreCase(known) && operator.matches("(Arn|String)(Like|Equals)");
    }

    boolean wild() {
      return values.stream().anyMatch(value -> value.matches(".*[*?].*"));
    }
  }

  /** The entries of a list, or what stands for a list of one. */
  private static Stream<Object> each(@Nullable Object oneOrMany) {
    return oneOrMany instanceof List<?> list
        ? list.stream().map(Object.class::cast)
        : Stream.ofNullable(oneOrMany);
  }
}
