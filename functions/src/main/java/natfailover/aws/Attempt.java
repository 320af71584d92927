package natfailover.aws;

import java.time.Duration;

/** The end of a call, its retries included. */
public sealed interface Attempt<T> {
  /** From when the call could start to its last answer. */
  Duration took();

  /** AWS answered. */
  record Answered<T>(T value, Duration took) implements Attempt<T> {}

  /** AWS refused, or did not answer in the time left. */
  record Refused<T>(Failure failure, Duration took) implements Attempt<T> {}
}
