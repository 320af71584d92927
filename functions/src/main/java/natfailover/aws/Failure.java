package natfailover.aws;

/**
 * Why a call failed.
 *
 * @param code AWS's error code, or the kind of local fault
 * @param meaning what the code means to us
 */
public record Failure(String code, String message, Meaning meaning) {
  /** What an error code means to us. */
  public enum Meaning {
    /** The account's rate is used up: wait for the bucket to refill. */
    THROTTLED,
    /** It may pass: ask again. */
    TRANSIENT,
    /** ReplaceRoute found no route to replace. */
    NO_SUCH_ROUTE,
    /** Somebody was first: there is a route, or the address is with somebody, since we looked. */
    OVERTAKEN,
    /** No hook waits, or does not wait yet. */
    NO_ACTIVE_LIFECYCLE_ACTION,
    /** Asking again does not help. */
    FINAL
  }

  @Override
  public String toString() {
    return code + ": " + message;
  }
}
