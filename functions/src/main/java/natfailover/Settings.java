package natfailover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import natfailover.plan.Policy;

/**
 * What the environment sets, all of it in whole seconds.
 *
 * <ul>
 *   <li>{@code HOLD_DOWN_SECONDS}: how long a node must have been fit before traffic comes back to
 *       it (120).
 *   <li>{@code ACCUSATION_SECONDS}: how long a neighbour's word against a node counts (60).
 *   <li>{@code CONDEMN_AFTER_SECONDS}: how long a doubt must have lasted before the node is
 *       replaced (180).
 *   <li>{@code PROBER_SECONDS}: how long a prober's answer is waited for (5); 0 asks none.
 * </ul>
 *
 * @param patience with a prober
 */
public record Settings(Policy policy, Duration patience) {
  /** A prober's cold start, and its own budget. */
  private static final Duration PROBER = Duration.ofSeconds(5);

  private static final long LONGEST = Duration.ofDays(1).toSeconds();

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException naming every setting that is wrong, what was found and what is
   *     allowed
   */
  public static Settings from(Map<String, String> environment) {
    List<String> faults = new ArrayList<>();
    Policy usual = Policy.DEFAULT;
    Policy policy =
        new Policy(
            seconds(environment, "HOLD_DOWN_SECONDS", usual.holdDown(), faults),
            seconds(environment, "ACCUSATION_SECONDS", usual.accusation(), faults),
            seconds(environment, "CONDEMN_AFTER_SECONDS", usual.condemnAfter(), faults),
            usual.preparation(),
            usual.proof());
    Duration patience = seconds(environment, "PROBER_SECONDS", PROBER, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("wrong settings: " + String.join("; ", faults));
    }
    return new Settings(policy, patience);
  }

  private static Duration seconds(
      Map<String, String> environment, String name, Duration usual, List<String> faults) {
    String found = environment.getOrDefault(name, "").strip();
    if (found.isEmpty()) {
      return usual;
    }
    try {
      long seconds = Long.parseLong(found);
      if (seconds >= 0 && seconds <= LONGEST) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException _) {
      // Named below, like a number out of range.
    }
    faults.add(name + " is '" + found + "', allowed are whole seconds from 0 to " + LONGEST);
    return usual;
  }
}
