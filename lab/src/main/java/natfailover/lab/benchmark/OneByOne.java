package natfailover.lab.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What as many calls would take one after another and with no time in between: arithmetic, not a
 * measurement. The routes are written first, which is the order that favours it.
 */
record OneByOne(int tables, Duration firstWrite, Duration lastWrite, Duration total) {
  static final String NAME = "one-by-one";

  /** Of the calls of a failover that was measured, and under the same latency and bucket. */
  static OneByOne of(int tables, Failover failover, Setting setting) {
    Duration read = setting.latency().reads();
    Duration write = setting.latency().writes();
    Duration seen = read.multipliedBy(failover.readsBeforeFirstWrite());
    Duration routes = write;
    for (int nth = 2; nth <= tables; nth++) {
      routes = later(routes, turn(setting, nth)).plus(write);
    }
    int readsAfter = failover.reads() - failover.readsBeforeFirstWrite();
    int writesAfter = Math.max(0, failover.writes() - tables);
    return new OneByOne(
        tables,
        seen.plus(write),
        seen.plus(routes),
        seen.plus(routes)
            .plus(write.multipliedBy(writesAfter))
            .plus(read.multipliedBy(readsAfter)));
  }

  private static Duration turn(Setting setting, int nth) {
    return setting.bucket().map(bucket -> bucket.turn(nth)).orElse(Duration.ZERO);
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  ObjectNode json() {
    ObjectNode json = Row.JSON.createObjectNode();
    json.put("controller", NAME);
    json.put("tables", tables);
    json.put("firstWriteMillis", firstWrite.toMillis());
    json.put("lastWriteMillis", lastWrite.toMillis());
    json.put("totalMillis", total.toMillis());
    return json;
  }
}
