package natfailover.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of an action.
 *
 * @param took from the moment it could start to its last answer
 * @param error AWS's own code and words, or why it was not tried
 */
public record Outcome(Action action, Result result, Duration took, Optional<String> error) {
  /** How an action ended. */
  public enum Result {
    /** AWS accepted it. */
    DONE,
    /** It was no longer needed. */
    MOOT,
    /** It was tried and refused, or could not be tried. */
    FAILED,
    /** A dry run: it would have been done. */
    PLANNED,
    /** AWS says there is nothing to do; whether that is so, the next sighting tells. */
    CONTESTED
  }

  /** An action that a dry run left undone. */
  public static Outcome planned(Action action) {
    return new Outcome(action, Result.PLANNED, Duration.ZERO, Optional.empty());
  }

  /** The same action with another end. */
  public Outcome as(Result other) {
    return new Outcome(action, other, took, error);
  }
}
