package natfailover.lab.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often each kind of trouble was met in each state. */
final class Coverage {
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  void met(String trouble, String state) {
    counts.computeIfAbsent(trouble, _ -> new TreeMap<>()).merge(state, 1, Integer::sum);
  }

  void add(Coverage other) {
    other.counts.forEach(
        (trouble, states) ->
            states.forEach(
                (state, count) ->
                    counts
                        .computeIfAbsent(trouble, _ -> new TreeMap<>())
                        .merge(state, count, Integer::sum)));
  }

  /** Trouble by state. */
  Map<String, Map<String, Integer>> counts() {
    return counts;
  }
}
