package natfailover.lab.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/** Lambda's error documents: read from the runtime's reports, or written by the service itself. */
final class ErrorDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorDocuments() {}

  /** Reads what the runtime posted; a report that is no error document is itself the message. */
  static Outcome.FunctionError read(String report) {
    try {
      JsonNode document = JSON.readTree(report);
      return new Outcome.FunctionError(
          document.path("errorType").asText(), document.path("errorMessage").asText(), report);
    } catch (JsonProcessingException _) {
      return write("Runtime.InvalidErrorReport", report);
    }
  }

  static Outcome.FunctionError timedOut(String requestId, Duration timeout) {
    String seconds = String.format(Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
    return write(
        "Sandbox.Timedout",
        "RequestId: %s Error: Task timed out after %s seconds".formatted(requestId, seconds));
  }

  static Outcome.FunctionError initializationTimedOut(Duration limit) {
    return write(
        "Sandbox.Timedout", "Initialization timed out after %d ms".formatted(limit.toMillis()));
  }

  static Outcome.FunctionError restoreTimedOut(Duration limit) {
    return write(
        "SnapStartTimeoutException",
        "The afterRestore() hooks ran beyond their limit of %d ms".formatted(limit.toMillis()));
  }

  /** The process ended by itself, for {@code subject}: a request id or a phase. */
  static Outcome.FunctionError exited(String subject, int status) {
    String reason =
        status == 0
            ? "Runtime exited without providing a reason"
            : "Runtime exited with error: exit status " + status;
    return write("Runtime.ExitError", subject + " Error: " + reason);
  }

  static Outcome.FunctionError unanswered(String requestId) {
    return write(
        "Runtime.NoResponse",
        "RequestId: %s Error: Runtime asked for the next event without an answer"
            .formatted(requestId));
  }

  private static Outcome.FunctionError write(String type, String message) {
    String payload =
        JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString();
    return new Outcome.FunctionError(type, message, payload);
  }
}
