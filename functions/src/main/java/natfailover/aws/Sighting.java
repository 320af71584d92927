package natfailover.aws;

import java.util.List;
import java.util.Map;
import natfailover.plan.Fleet;

/** What an observation came to. */
public sealed interface Sighting {
  /**
   * The fleets in sight.
   *
   * @param unseen by name, the fleets that could not be made out, and why
   */
  record Seen(List<Fleet> fleets, Map<String, String> unseen) implements Sighting {}

  /** What the trigger is about is in no fleet. */
  record NotOurs(String because) implements Sighting {}

  /** AWS did not answer: no picture, no plan. */
  record Blind(String because) implements Sighting {}
}
