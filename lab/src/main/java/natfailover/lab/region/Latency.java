package natfailover.lab.region;

import java.time.Duration;

/** How long every call takes on the way, whatever the region itself needs. */
public record Latency(Duration reads, Duration writes) {
  public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

  public static Latency ofMillis(long each) {
    return new Latency(Duration.ofMillis(each), Duration.ofMillis(each));
  }

  /** Waits for one way of a call, there or back. */
  void halfWay(String action) {
    boolean reading = action.startsWith("Describe") || action.startsWith("Get");
    try {
      Thread.sleep((reading ? reads : writes).dividedBy(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
