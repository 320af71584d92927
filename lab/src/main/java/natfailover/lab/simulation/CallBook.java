package natfailover.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import natfailover.lab.region.ApiError;
import natfailover.lab.region.Request;
import natfailover.lab.region.Tree;

/** What is called from some moment on, how often it was refused, and when routes moved. */
final class CallBook {
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofMillis(50);
  private static final Set<String> THROTTLED = Set.of("RequestLimitExceeded", "Throttling");
  private static final Set<String> ROUTES = Set.of("CreateRoute", "ReplaceRoute");

  private final World world;
  private final Map<String, Integer> calls = new TreeMap<>();
  private int throttled;
  private int writes;
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> lastRoute = Optional.empty();

  CallBook(World world) {
    this.world = world;
  }

  /** The calls of an invocation, each of which takes a while there and back and is counted. */
  Tree call(Request request) {
    pass();
    first = first.or(() -> Optional.of(world.now()));
    calls.merge(request.action(), 1, Integer::sum);
    try {
      Tree answer = world.region().answer(request, world.now());
      written(request);
      return answer;
    } catch (ApiError error) {
      throttled += THROTTLED.contains(error.code()) ? 1 : 0;
      throw error;
    } finally {
      pass();
    }
  }

  private void written(Request request) {
    if (!request.reads()) {
      writes++;
    }
    if (ROUTES.contains(request.action())) {
      lastRoute = Optional.of(world.now());
    }
  }

  private void pass() {
    Strand.current().waitUntil(world.now().plus(world.chance().between(LEAST, MOST)));
  }

  /** Calls by action, refused ones included. */
  Map<String, Integer> calls() {
    return calls;
  }

  /** How many calls were refused for want of tokens. */
  int throttled() {
    return throttled;
  }

  /** How many writes took effect. */
  int writes() {
    return writes;
  }

  /** When the first call was made. */
  Optional<Instant> first() {
    return first;
  }

  /** When the last route moved. */
  Optional<Instant> lastRoute() {
    return lastRoute;
  }
}
