package natfailover.lab.runtime;

/**
 * A sandbox that could not be initialised or restored, with the error that its runtime reported.
 */
public final class SandboxFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Outcome.FunctionError error;

  SandboxFailedException(Outcome.FunctionError error) {
    super(error.errorType() + ": " + error.errorMessage());
    this.error = error;
  }

  public Outcome.FunctionError error() {
    return error;
  }
}
