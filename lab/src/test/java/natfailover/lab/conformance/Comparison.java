package natfailover.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How two endpoints answered one topic, field by field.
 *
 * @param compared how many fields ours answered
 */
record Comparison(Topic topic, List<Difference> differences, int compared) {
  static Comparison of(Topic topic, Stage region, Stage moto) {
    var ours = region.answers();
    var theirs = moto.answers();
    List<Difference> differences = new ArrayList<>();
    for (String step : union(ours, theirs)) {
      differences.addAll(
          compare(step, ours.getOrDefault(step, Map.of()), theirs.getOrDefault(step, Map.of())));
    }
    return new Comparison(topic, differences, ours.values().stream().mapToInt(Map::size).sum());
  }

  /** Where either refuses, only that counts, not what the other tells. */
  private static List<Difference> compare(
      String step, Map<String, String> ours, Map<String, String> theirs) {
    boolean refused = ours.containsKey(Difference.ERROR) || theirs.containsKey(Difference.ERROR);
    SortedSet<String> fields =
        refused ? new TreeSet<>(List.of(Difference.ERROR)) : union(ours, theirs);
    String missing = refused ? Difference.ACCEPTED : Difference.ABSENT;
    return fields.stream()
        .map(
            field ->
                new Difference(
                    step,
                    field,
                    ours.getOrDefault(field, missing),
                    theirs.getOrDefault(field, missing)))
        .filter(difference -> !difference.region().equals(difference.moto()))
        .toList();
  }

  /** Differences that nobody has written down. */
  List<Difference> unexplained() {
    List<Gap> known = Stream.concat(topic.gaps().stream(), CommonGaps.ALL.stream()).toList();
    return differences.stream()
        .filter(difference -> known.stream().noneMatch(gap -> gap.explains(difference)))
        .toList();
  }

  /** Differences in steps where none is known, whatever the answer. */
  List<Difference> besideTheGaps() {
    return unexplained().stream()
        .filter(
            difference ->
                topic.gaps().stream()
                    .noneMatch(gap -> gap.step().matcher(difference.step()).matches()))
        .toList();
  }

  boolean shows(Gap gap) {
    return differences.stream().anyMatch(gap::explains);
  }

  private static SortedSet<String> union(Map<String, ?> one, Map<String, ?> other) {
    SortedSet<String> all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }

  @Override
  public String toString() {
    return topic.title();
  }
}
