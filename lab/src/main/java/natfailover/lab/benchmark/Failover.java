package natfailover.lab.benchmark;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One failover as it was measured, from the moment the event was handed to the function.
 *
 * @param firstWrite until the answer of the first route write; empty when there was none
 * @param lastWrite until every table of the zone had its accepted write; empty when one had none
 * @param total until the function's answer
 * @param throttled calls refused for want of tokens
 * @param readsBeforeFirstWrite reads answered by then
 * @param trouble what was wrong besides routes
 */
record Failover(
    Optional<Duration> firstWrite,
    Optional<Duration> lastWrite,
    Duration total,
    SortedMap<String, Integer> apiCalls,
    int throttled,
    int readsBeforeFirstWrite,
    boolean routesRight,
    Optional<String> trouble) {

  int reads() {
    return sum(true);
  }

  int writes() {
    return sum(false);
  }

  private int sum(boolean reads) {
    return apiCalls.entrySet().stream()
        .filter(calls -> CallLog.reads(calls.getKey()) == reads)
        .mapToInt(calls -> calls.getValue())
        .sum();
  }
}
