package natfailover.lab.region;

import java.time.Duration;

/** How long every call takes on the way, whatever the region itself needs. */
public record Latency(Duration reads, Duration writes) {
  public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

  public static Latency ofMillis(long each) {
    return new Latency(Duration.ofMillis(each), Duration.ofMillis(each));
  }

  Duration of(String action) {
    return action.startsWith("Describe") || action.startsWith("Get") ? reads : writes;
  }
}
