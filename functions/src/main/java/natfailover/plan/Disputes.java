package natfailover.plan;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whose accusations a node has refuted of late, and when: as a tag has it, {@code id@time …}. */
record Disputes(Map<String, Instant> times) {
  /** As many as a tag can hold. */
  private static final int MOST = 5;

  /** Keeps an unmodifiable copy. */
  Disputes {
    times = Map.copyOf(times);
  }

  /** Those that a node's marks hold; what was edited by hand to something else is left out. */
  static Disputes of(Marks marks) {
    Map<String, Instant> times = new HashMap<>();
    for (String word : marks.words(Mark.DISPUTES)) {
      int at = Math.max(0, word.indexOf("@"));
      time(word.substring(at + 1)).ifPresent(time -> times.put(word.substring(0, at), time));
    }
    return new Disputes(times);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** When the last with this node was. */
  Optional<Instant> with(String node) {
    return Optional.ofNullable(times.get(node));
  }

  /** Whether there was one with each of some nodes. */
  boolean withAll(Set<String> nodes) {
    return times.keySet().containsAll(nodes);
  }

  /** These, and one with this node. */
  Disputes and(String node, Instant at) {
    Map<String, Instant> more = new HashMap<>(times);
    more.put(node, at);
    return new Disputes(more);
  }

  /** Only those after a time. */
  Disputes after(Instant time) {
    return new Disputes(
        times.entrySet().stream()
            .filter(entry -> entry.getValue().isAfter(time))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The marks with these noted, the latest first to stay. */
  Marks noted(Marks marks) {
    Comparator<Map.Entry<String, Instant>> latestFirst =
        Map.Entry.<String, Instant>comparingByValue().reversed().thenComparing(Map.Entry::getKey);
    Stream<String> words =
        times.entrySet().stream()
            .sorted(latestFirst)
            .limit(MOST)
            .map(entry -> entry.getKey() + "@" + entry.getValue());
    String text = words.collect(joining(" "));
    return marks.with(Mark.DISPUTES, Optional.of(text).filter(some -> !some.isEmpty()));
  }
}
