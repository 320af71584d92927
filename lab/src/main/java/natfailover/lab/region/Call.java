package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;

/**
 * A call that was answered.
 *
 * @param at when it arrived
 * @param status the HTTP status of the answer
 * @param duration from arrival to answer, set latency included
 */
public record Call(Request request, Instant at, int status, Duration duration) {
  public String action() {
    return request.action();
  }

  /** The access key id the call was signed with, or empty. */
  public String caller() {
    return request.caller();
  }
}
