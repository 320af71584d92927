package natfailover.lab.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What repeated failovers of one kind came to: medians of times, counts of a typical one. */
record Row(String controller, Mode mode, int tables, List<Failover> failovers) {
  static final ObjectMapper JSON = new ObjectMapper();

  Row {
    failovers = List.copyOf(failovers);
  }

  OptionalLong firstWriteMillis() {
    return median(Failover::firstWrite);
  }

  OptionalLong lastWriteMillis() {
    return median(Failover::lastWrite);
  }

  OptionalLong totalMillis() {
    return median(failover -> Optional.of(failover.total()));
  }

  /** The one whose total is in the middle: its counts belong together. */
  Failover typical() {
    return failovers.stream()
        .sorted(Comparator.comparing(Failover::total))
        .skip((failovers.size() - 1) / 2)
        .findFirst()
        .orElseThrow();
  }

  /** The most of any. */
  int throttled() {
    return failovers.stream().mapToInt(Failover::throttled).max().orElse(0);
  }

  /** Whether they were in every one. */
  boolean routesRight() {
    return failovers.stream().allMatch(Failover::routesRight);
  }

  /** What was wrong in any of them. */
  List<String> troubles() {
    return failovers.stream().flatMap(failover -> failover.trouble().stream()).distinct().toList();
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("controller", controller);
    json.put("mode", mode.label());
    json.put("tables", tables);
    put(json, "firstWriteMillis", firstWriteMillis());
    put(json, "lastWriteMillis", lastWriteMillis());
    put(json, "totalMillis", totalMillis());
    json.set("apiCalls", JSON.valueToTree(typical().apiCalls()));
    json.put("reads", typical().reads());
    json.put("writes", typical().writes());
    json.put("throttled", throttled());
    json.put("routesRight", routesRight());
    json.set("troubles", JSON.valueToTree(troubles()));
    if (failovers.size() > 1) {
      ArrayNode all = json.putArray("repeats");
      failovers.forEach(failover -> all.add(times(failover)));
    }
    return json;
  }

  private static ObjectNode times(Failover failover) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "firstWriteMillis", millis(failover.firstWrite()));
    put(json, "lastWriteMillis", millis(failover.lastWrite()));
    put(json, "totalMillis", OptionalLong.of(failover.total().toMillis()));
    return json;
  }

  /** Null where it did not come to it: zero would read as very fast. */
  private static void put(ObjectNode json, String name, OptionalLong millis) {
    if (millis.isPresent()) {
      json.put(name, millis.getAsLong());
    } else {
      json.putNull(name);
    }
  }

  /** Empty when any has none: a median of the luckier ones would flatter. */
  private OptionalLong median(Function<Failover, Optional<Duration>> time) {
    List<Long> sorted =
        failovers.stream()
            .flatMap(failover -> time.apply(failover).stream())
            .map(Duration::toMillis)
            .sorted()
            .toList();
    if (sorted.size() < failovers.size() || sorted.isEmpty()) {
      return OptionalLong.empty();
    }
    int middle = sorted.size() / 2;
    return OptionalLong.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  private static OptionalLong millis(Optional<Duration> time) {
    return time.map(found -> OptionalLong.of(found.toMillis())).orElseGet(OptionalLong::empty);
  }
}
