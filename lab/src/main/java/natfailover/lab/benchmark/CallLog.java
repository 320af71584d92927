package natfailover.lab.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import natfailover.lab.region.Call;

/** The calls that a controller made for one failover. */
final class CallLog {
  private static final int OK = 200;

  /** EC2 refuses with it what its token bucket does not cover. */
  private static final int REFUSED = 503;

  private static final Set<String> ROUTE_WRITES = Set.of("ReplaceRoute", "CreateRoute");
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String caller;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  CallLog(String caller) {
    this.caller = caller;
  }

  void add(Call call) {
    if (call.caller().equals(caller)) {
      calls.add(call);
    }
  }

  /** A client has its answer a moment before the call is told here: waits until no more come. */
  void settle() {
    int[] seen = {-1};
    Waiting.until(
        "no more calls come",
        PATIENCE,
        QUIET,
        () -> {
          boolean quiet = seen[0] == calls.size();
          seen[0] = calls.size();
          return quiet;
        });
  }

  SortedMap<String, Integer> byAction() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    calls.forEach(call -> counts.merge(call.action(), 1, Integer::sum));
    return counts;
  }

  int throttled() {
    return (int) calls.stream().filter(call -> call.status() == REFUSED).count();
  }

  /** How many reads had been answered when the first write arrived; all if there was none. */
  int readsBeforeFirstWrite() {
    Optional<Instant> first =
        calls.stream().filter(call -> !reads(call.action())).map(Call::at).min(Instant::compareTo);
    return (int)
        calls.stream()
            .filter(call -> reads(call.action()))
            .filter(call -> first.isEmpty() || answered(call).isBefore(first.get()))
            .count();
  }

  /** When the first route write of any of the tables was answered. */
  Optional<Instant> firstWrite(Set<String> tables) {
    return routeWrites(tables).values().stream().min(Instant::compareTo);
  }

  /** When the last of the tables had its first accepted write; empty unless all had one. */
  Optional<Instant> lastWrite(Set<String> tables) {
    Map<String, Instant> writes = routeWrites(tables);
    return new HashSet<>(tables).equals(writes.keySet())
        ? writes.values().stream().max(Instant::compareTo)
        : Optional.empty();
  }

  private Map<String, Instant> routeWrites(Set<String> tables) {
    Map<String, Instant> answered = new TreeMap<>();
    for (Call call : calls) {
      String table = call.request().parameters().getOrDefault("RouteTableId", "");
      if (ROUTE_WRITES.contains(call.action()) && call.status() == OK && tables.contains(table)) {
        answered.merge(table, answered(call), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return answered;
  }

  static boolean reads(String action) {
    return action.startsWith("Describe") || action.startsWith("Get");
  }

  private static Instant answered(Call call) {
    return call.at().plus(call.duration());
  }
}
