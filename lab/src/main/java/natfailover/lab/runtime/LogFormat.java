package natfailover.lab.runtime;

/** The function's {@code LoggingConfig.LogFormat}. */
public enum LogFormat {
  /** The client ends no line by itself here, so text runs together until the function ends one. */
  TEXT("TEXT"),
  JSON("JSON");

  private final String environmentValue;

  LogFormat(String environmentValue) {
    this.environmentValue = environmentValue;
  }

  String environmentValue() {
    return environmentValue;
  }
}
