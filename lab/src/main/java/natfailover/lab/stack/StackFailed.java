package natfailover.lab.stack;

import java.util.List;

/** A resource did not become what the template wants. */
public final class StackFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackFailed(String message) {
    super(message);
  }

  /** Refuses in AWS's words to make one thing another. */
  static void unlessNone(List<String> retyped) {
    if (!retyped.isEmpty()) {
      throw new StackFailed(
          "Update of resource type is not permitted. The new template modifies resource type of"
              + " the following resources: "
              + retyped);
    }
  }
}
