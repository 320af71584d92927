package natfailover.lab.traffic;

import java.util.Map;

/**
 * What one program at a private host does.
 *
 * @param program its number among those of its host; only number 0 has more than the mass
 * @param servers how many programs the far end has
 * @param counts connections of each kind
 * @param sample how many of the mass are sampled from the mark on
 * @param bulkBytesPerSecond of one download or upload
 * @param checksPerSecond how fast the last check may go
 */
record NearSetup(
    int host,
    int program,
    String server,
    int servers,
    Map<Kind, Integer> counts,
    int sample,
    int bulkBytesPerSecond,
    int checksPerSecond,
    int datagramsPerSecond,
    int queriesPerSecond,
    long attemptMillis,
    long timeoutMillis,
    long patienceMillis) {
  int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }
}
