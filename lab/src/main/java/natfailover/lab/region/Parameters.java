package natfailover.lab.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The one reader of query parameters: texts, numbers, lists and structures by name. */
final class Parameters {
  private final NavigableMap<String, String> all;
  private final String prefix;
  private final String listInfix;

  private Parameters(NavigableMap<String, String> all, String prefix, String listInfix) {
    this.all = all;
    this.prefix = prefix;
    this.listInfix = listInfix;
  }

  static Parameters of(Request request) {
    String infix = request.service() == Service.AUTOSCALING ? ".member." : ".";
    return new Parameters(new TreeMap<>(request.parameters()), "", infix);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(all.get(prefix + name));
  }

  String required(String name) {
    return text(name).orElseThrow(() -> ApiError.missing(prefix + name));
  }

  boolean has(String name) {
    String key = all.ceilingKey(prefix + name);
    return key != null && (key.equals(prefix + name) || key.startsWith(prefix + name + "."));
  }

  boolean flag(String name, boolean absent) {
    return text(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw malformed(name, value, "a boolean");
                })
        .orElse(absent);
  }

  boolean requiredFlag(String name) {
    required(name);
    return flag(name, false);
  }

  Optional<Integer> number(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return Integer.valueOf(value);
              } catch (NumberFormatException _) {
                throw malformed(name, value, "an integer");
              }
            });
  }

  int requiredNumber(String name) {
    required(name);
    return number(name).orElseThrow();
  }

  List<String> list(String name) {
    List<String> values = new ArrayList<>();
    for (int n = 1; all.containsKey(item(name, n)); n++) {
      values.add(all.get(item(name, n)));
    }
    return values;
  }

  /** The structures {@code name.1}, {@code name.2}, …, each read by its own member names. */
  List<Parameters> structures(String name) {
    List<Parameters> values = new ArrayList<>();
    for (int n = 1; startsAny(item(name, n) + "."); n++) {
      values.add(new Parameters(all, item(name, n) + ".", listInfix));
    }
    return values;
  }

  Parameters structure(String name) {
    return new Parameters(all, prefix + name + ".", listInfix);
  }

  /** Which of these were given. */
  List<String> given(List<String> names) {
    return names.stream().filter(name -> text(name).isPresent()).toList();
  }

  boolean dryRun() {
    return flag("DryRun", false);
  }

  Map<String, String> asMap() {
    return all;
  }

  private String item(String name, int n) {
    return prefix + name + listInfix + n;
  }

  private boolean startsAny(String start) {
    String key = all.ceilingKey(start);
    return key != null && key.startsWith(start);
  }

  private ApiError malformed(String name, String value, String wanted) {
    String message = "Invalid value '" + value + "' for " + prefix + name + ": not " + wanted;
    return ApiError.invalid(message);
  }
}
