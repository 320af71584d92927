package natfailover.lab.region;

/** An error answer of AWS: the status, the code clients branch on, and AWS's wording. */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  public ApiError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static ApiError of(String code, String message) {
    return new ApiError(400, code, message);
  }

  static ApiError invalid(String message) {
    return of("InvalidParameterValue", message);
  }

  static ApiError missing(String parameter) {
    return of("MissingParameter", "The request must contain the parameter " + parameter);
  }

  static ApiError combination(String message) {
    return of("InvalidParameterCombination", message);
  }

  /** Auto Scaling's answer to whatever is wrong with a request. */
  static ApiError validation(String message) {
    return of("ValidationError", message);
  }

  static ApiError dryRun() {
    return new ApiError(
        412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
