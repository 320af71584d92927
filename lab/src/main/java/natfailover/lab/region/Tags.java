package natfailover.lab.region;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A resource's tags, with their past so that reads can lag behind. */
final class Tags {
  private final World world;
  private final NavigableMap<Instant, Map<String, String>> history = new TreeMap<>();

  Tags(World world) {
    this.world = world;
  }

  void put(Map<String, String> changes) {
    change(tags -> tags.putAll(changes));
  }

  void change(Consumer<Map<String, String>> change) {
    Map<String, String> changed = new TreeMap<>(current());
    change.accept(changed);
    Instant seen = world.now().minus(world.settings().lag(Lag.TAGS));
    Instant oldestNeeded = history.floorKey(seen);
    if (oldestNeeded != null) {
      history.headMap(oldestNeeded, false).clear();
    }
    history.put(world.now(), changed);
  }

  Map<String, String> current() {
    return history.isEmpty() ? Map.of() : history.lastEntry().getValue();
  }

  /** What a Describe call sees now. */
  Map<String, String> seen() {
    var entry = history.floorEntry(world.now().minus(world.settings().lag(Lag.TAGS)));
    return entry == null ? Map.of() : entry.getValue();
  }

  static List<Tree> trees(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> new Tree().put("key", tag.getKey()).put("value", tag.getValue()))
        .toList();
  }
}
