package natfailover.lab.runtime;

/** What came of one event: the handler's answer, or the error that Lambda reports for it. */
public sealed interface Outcome {

  /** The JSON text that goes back to the caller. */
  String payload();

  /** The handler answered. */
  record Success(String payload) implements Outcome {}

  /**
   * The function failed; {@code payload} is Lambda's error document, which also holds {@code
   * errorType} and {@code errorMessage}.
   */
  record FunctionError(String errorType, String errorMessage, String payload) implements Outcome {}
}
