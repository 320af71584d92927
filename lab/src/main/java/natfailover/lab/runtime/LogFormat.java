package natfailover.lab.runtime;

/** The function's {@code LoggingConfig.LogFormat}. */
public enum LogFormat {
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
