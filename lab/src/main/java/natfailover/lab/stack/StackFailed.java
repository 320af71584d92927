package natfailover.lab.stack;

/** A resource did not become what the template wants. */
public final class StackFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackFailed(String message) {
    super(message);
  }
}
