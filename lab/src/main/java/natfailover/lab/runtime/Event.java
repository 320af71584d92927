package natfailover.lab.runtime;

import java.util.UUID;

/** An event to hand to the function; a retry keeps the request id, as in Lambda. */
record Event(String requestId, String payload) {
  static Event of(String payload) {
    return new Event(UUID.randomUUID().toString(), payload);
  }
}
