package natfailover.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One call to AWS.
 *
 * @param api the API's name, whose rate limit the call counts against
 * @param write whether it changes anything, and so is held to the published rate
 * @param box how long its answer is waited for where it may be done without; such a call is tried
 *     once
 */
public record Call<T>(String api, boolean write, Optional<Duration> box, Supplier<T> body) {
  /** A call whose answer is needed. */
  public Call(String api, boolean write, Supplier<T> body) {
    this(api, write, Optional.empty(), body);
  }

  /** A call that changes nothing. */
  static <T> Call<T> read(String api, Supplier<T> body) {
    return new Call<>(api, false, body);
  }

  /** A call that changes nothing, tried once, and given up when its time is over. */
  static <T> Call<T> boxed(String api, Duration box, Supplier<T> body) {
    return new Call<>(api, false, Optional.of(box), body);
  }
}
