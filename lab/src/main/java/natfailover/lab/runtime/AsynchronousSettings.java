package natfailover.lab.runtime;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The function's event-invoke configuration: one retry per delay, then {@code onFailure}. */
public record AsynchronousSettings(
    List<Duration> retryDelays, Duration maximumAge, Consumer<FailedEvent> onFailure) {
  public AsynchronousSettings {
    retryDelays = List.copyOf(retryDelays);
    if (retryDelays.size() > 2) {
      throw new IllegalArgumentException(
          "retryDelays: Lambda retries at most twice, not " + retryDelays.size() + " times");
    }
  }

  /** As Lambda does unless told otherwise: after one and two minutes, for six hours, no target. */
  public static AsynchronousSettings asDocumented() {
    return new AsynchronousSettings(
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)), Duration.ofHours(6), _ -> {});
  }
}
