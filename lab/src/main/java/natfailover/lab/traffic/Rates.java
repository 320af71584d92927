package natfailover.lab.traffic;

import java.time.Duration;

/**
 * How fast the parts of a load go.
 *
 * @param attemptEvery a new HTTP connection of each host
 * @param connectTimeout after which an attempt to connect has failed
 * @param queriesPerSecond DNS queries of each host
 * @param datagramsPerSecond of each host's two UDP streams, one up and one down
 * @param bulkBytesPerSecond of all downloads together, and of all uploads together
 * @param sample connections of the mass, over all hosts, that speak four times a second from the
 *     mark on, so that their stalls are known
 */
public record Rates(
    Duration attemptEvery,
    Duration connectTimeout,
    int queriesPerSecond,
    int datagramsPerSecond,
    int bulkBytesPerSecond,
    int sample) {
  public static Rates standard() {
    return new Rates(Duration.ofMillis(20), Duration.ofMillis(200), 10, 100, 7_000_000, 200);
  }
}
