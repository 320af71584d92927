package natfailover.lab.region;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Why an instance left running: EC2's code and wording, and the transition reason. */
enum StateReason {
  USER("Client.UserInitiatedShutdown", "User initiated shutdown", "User initiated"),
  SPOT(
      "Server.SpotInstanceTermination",
      "Spot instance termination",
      "Server.SpotInstanceTermination"),
  FAILURE("Server.InternalError", "Internal error", "Server.InternalError");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);
  private final String code;
  private final String message;
  private final String transition;

  StateReason(String code, String message, String transition) {
    this.code = code;
    this.message = message;
    this.transition = transition;
  }

  String code() {
    return code;
  }

  String text() {
    return code + ": " + message;
  }

  /** As {@code User initiated (2026-11-21 23:26:03 GMT)}. */
  String transition(Instant at) {
    return transition + " (" + TIME.format(at) + ")";
  }

  Tree tree() {
    return new Tree().put("code", code).put("message", text());
  }
}
