package natfailover.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan in few words, for tests to compare. */
final class Story {
  private Story() {}

  /** Every action that changes where traffic goes or an instance, tags left out. */
  static List<String> deeds(Plan plan) {
    return plan.actions().stream()
        .filter(action -> !(action instanceof Action.Tag || action instanceof Action.Untag))
        .filter(action -> !(action instanceof Action.TryAddress))
        .map(Story::words)
        .toList();
  }

  static List<String> tags(Plan plan) {
    return plan.actions().stream()
        .filter(action -> action instanceof Action.Tag || action instanceof Action.Untag)
        .map(Story::words)
        .toList();
  }

  /** What must have succeeded before the one deed that these words describe. */
  static List<String> before(Plan plan, String deed) {
    return plan.steps().stream()
        .filter(step -> words(step.action()).equals(deed))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + deed + " in " + plan.actions()))
        .after()
        .stream()
        .map(Story::words)
        .toList();
  }

  static String words(Action action) {
    return switch (action) {
      case Action.PointRoute route -> "route " + route.resource() + " " + route.to();
      case Action.MoveAddress move -> "address " + move.address().allocation() + " " + move.to();
      case Action.TryAddress(Action.MoveAddress move) -> "try " + words(move);
      case Action.DisableSourceDestCheck check -> "check " + check.resource();
      case Action.CompleteLifecycle complete ->
          "complete " + complete.resource() + " " + complete.transition() + " " + complete.to();
      case Action.Condemn condemn -> "condemn " + condemn.resource();
      case Action.Tag tag -> "tag " + tag.resource() + " " + shortened(tag.tags());
      case Action.Untag untag -> "untag " + untag.resource() + " " + shortened(untag.keys());
    };
  }

  private static Map<String, String> shortened(Map<String, String> tags) {
    Map<String, String> result = new TreeMap<>();
    tags.forEach((key, value) -> result.put(key.substring(Mark.PREFIX.length()), value));
    return result;
  }

  private static Set<String> shortened(Set<String> keys) {
    Set<String> result = new TreeSet<>();
    keys.forEach(key -> result.add(key.substring(Mark.PREFIX.length())));
    return result;
  }
}
