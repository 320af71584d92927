package natfailover.lab.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The filters of a Describe call, evaluated on element trees; an unknown name is refused. */
final class Filters implements Predicate<Tree> {
  /** Filter names and the paths of the values they look at. */
  static final class Paths {
    private final Map<String, String> paths = new HashMap<>();

    /** Each pair is {@code filter-name path/in/tree}. */
    static Paths of(String... pairs) {
      Paths all = new Paths();
      for (String pair : pairs) {
        String[] parts = pair.split(" ", 2);
        all.paths.put(parts[0], parts[1]);
      }
      return all;
    }
  }

  /** The values wanted, and where in a tree they are. */
  private record Filter(List<Pattern> patterns, Function<Tree, Stream<String>> path) {}

  private final List<Filter> filters = new ArrayList<>();

  private Filters() {}

  static Filters of(Parameters parameters, Paths paths) {
    return of(parameters.structures("Filter"), "Value", paths);
  }

  static Filters ofAutoScaling(Parameters parameters, Paths paths) {
    return of(parameters.structures("Filters"), "Values", paths);
  }

  private static Filters of(List<Parameters> given, String values, Paths paths) {
    Filters filters = new Filters();
    for (Parameters filter : given) {
      String name = filter.required("Name");
      List<Pattern> patterns = filter.list(values).stream().map(Filters::pattern).toList();
      if (patterns.isEmpty()) {
        throw ApiError.invalid("The filter '" + name + "' has no values");
      }
      filters.filters.add(new Filter(patterns, path(name, paths)));
    }
    return filters;
  }

  @Override
  public boolean test(Tree tree) {
    return filters.stream().allMatch(filter -> matches(filter, tree));
  }

  private static boolean matches(Filter filter, Tree tree) {
    return filter
        .path()
        .apply(tree)
        .anyMatch(value -> filter.patterns().stream().anyMatch(p -> p.matcher(value).matches()));
  }

  private static Function<Tree, Stream<String>> path(String name, Paths paths) {
    if (name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return tree -> tagValues(tree, key);
    }
    String path = paths.paths.get(name);
    if (path == null) {
      throw ApiError.invalid("The filter '" + name + "' is invalid");
    }
    return tree -> tree.values(path);
  }

  private static Stream<String> tagValues(Tree tree, String key) {
    return Stream.concat(tree.items("tagSet"), tree.items("Tags"))
        .filter(tag -> tag.values("key").anyMatch(key::equals) || tag.text("Key").equals(key))
        .flatMap(tag -> Stream.concat(tag.values("value"), tag.values("Value")));
  }

  /** AWS's wildcards: any characters, one character, and a backslash that makes either literal. */
  private static Pattern pattern(String wanted) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      if (c == '\\' && i + 1 < wanted.length()) {
        regex.append(Pattern.quote(wanted.substring(i + 1, i + 2)));
        i++;
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
