package natfailover.aws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.doctor.Setup.Grant;
import org.jspecify.annotations.Nullable;

/**
 * Whom a function's policy lets invoke it: rules of EventBridge, as far as its statements are
 * understood. One with a condition that is not, grants nothing here. There are none that deny:
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
        ? sources(json.get("Condition")).stream().flatMap(List::stream).map(Grant::new)
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

  /** The rules that the conditions let through; empty where they let none, or nobody can tell. */
  private Optional<List<String>> sources(@Nullable Object conditions) {
    List<String> sources = List.of(ANY);
    if (conditions instanceof Map<?, ?> operators) {
      for (Map.Entry<?, ?> operator : operators.entrySet()) {
        if (!(operator.getValue() instanceof Map<?, ?> keys)
            || !operator.getKey().toString().matches("(Arn|String)(Like|Equals)")) {
          return Optional.empty();
        }
        for (Map.Entry<?, ?> key : keys.entrySet()) {
          List<String> values = each(key.getValue()).map(Object::toString).toList();
          switch (key.getKey().toString().toLowerCase(Locale.ROOT)) {
            case "aws:sourcearn" -> sources = values;
            case "aws:sourceaccount" -> {
              if (!values.contains(account)) {
                return Optional.empty();
              }
            }
            default -> {
              return Optional.empty();
            }
          }
        }
      }
    }
    return Optional.of(sources);
  }

  /** The entries of a list, or what stands for a list of one. */
  private static Stream<Object> each(@Nullable Object oneOrMany) {
    return oneOrMany instanceof List<?> list
        ? list.stream().map(Object.class::cast)
        : Stream.ofNullable(oneOrMany);
  }
}
