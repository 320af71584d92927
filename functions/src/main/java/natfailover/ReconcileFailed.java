package natfailover;

import java.util.List;

/**
 * Something was not done that should have been; thrown after the report, so that Lambda retries.
 */
public final class ReconcileFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReconcileFailed(List<String> failures) {
    super(String.join("; ", failures));
  }
}
