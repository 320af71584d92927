package natfailover.lab.runtime;

/** Lambda's throttle: every execution environment that the limit allows is busy. */
public final class TooManyRequestsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyRequestsException(String function, int concurrency) {
    super(
        "Rate Exceeded. (ConcurrentInvocationLimitExceeded: %s, limit %d)"
            .formatted(function, concurrency));
  }
}
