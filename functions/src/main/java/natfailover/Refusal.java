package natfailover;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why an order is not carried out; nothing was changed.
 *
 * @param code for programs
 * @param message for people: what is wrong, where, and what is allowed
 */
record Refusal(ErrorCode code, String message) {
  /** As the answer to the order. */
  Map<String, Object> json() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code.word());
    error.put("message", message);
    return Map.of("error", error);
  }
}
