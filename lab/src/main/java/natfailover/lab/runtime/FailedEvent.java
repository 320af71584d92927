package natfailover.lab.runtime;

/** An asynchronous event that Lambda gave up, as it goes to the on-failure destination. */
public record FailedEvent(
    String requestId, String payload, int attempts, Condition condition, Invocation last) {

  /** Why Lambda gave up. */
  public enum Condition {
    RETRIES_EXHAUSTED,
    EVENT_AGE_EXCEEDED
  }
}
