package natfailover.aws;

import java.util.function.Supplier;

/**
 * One call to AWS.
 *
 * @param api the API's name, whose rate limit the call counts against
 * @param write whether it changes anything, and so is held to the published rate
 */
public record Call<T>(String api, boolean write, Supplier<T> body) {
  /** A call that changes nothing. */
  static <T> Call<T> read(String api, Supplier<T> body) {
    return new Call<>(api, false, body);
  }
}
