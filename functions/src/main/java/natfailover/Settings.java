package natfailover;

import java.time.Duration;
import java.util.Map;
import natfailover.plan.Policy;

/**
 * What the environment sets, in whole numbers.
 *
 * <ul>
 *   <li>{@code HOLD_DOWN_SECONDS}: how long a node must have been fit before traffic comes back to
 *       it (120).
 *   <li>{@code ACCUSATION_SECONDS}: how long a neighbour's word against a node counts (60).
 *   <li>{@code CONDEMN_AFTER_SECONDS}: how long a doubt must have lasted before the node is
 *       replaced (180).
 *   <li>{@code PROBER_SECONDS}: how long a prober's answer is waited for (5); 0 asks none.
 *   <li>{@code REHEARSALS}: how often a failover is rehearsed before SnapStart takes its snapshot
 *       (50).
 * </ul>
 *
 * @param patience with a prober
 */
public record Settings(Policy policy, Duration patience, int rehearsals) {
  /** A prober's cold start, and its own budget. */
  private static final Duration PROBER = Duration.ofSeconds(5);

  private static final Numbers.Range SECONDS =
      new Numbers.Range("seconds", 0, Duration.ofDays(1).toSeconds());

  /**
   * Of the packaged controller the first takes 1.4 s of a processor, the 50th 0.06; Lambda waits
   * 130 s.
   */
  private static final long USUAL_REHEARSALS = 50;

  private static final Numbers.Range REHEARSALS = new Numbers.Range("numbers", 1, 200);

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException naming every setting that is wrong, what was found and what is
   *     allowed
   */
  public static Settings from(Map<String, String> environment) {
    Numbers numbers = new Numbers(environment);
    Policy usual = Policy.DEFAULT;
    Policy policy =
        new Policy(
            seconds(numbers, "HOLD_DOWN_SECONDS", usual.holdDown()),
            seconds(numbers, "ACCUSATION_SECONDS", usual.accusation()),
            seconds(numbers, "CONDEMN_AFTER_SECONDS", usual.condemnAfter()),
            usual.preparation(),
            usual.proof());
    Duration patience = seconds(numbers, "PROBER_SECONDS", PROBER);
    int rehearsals = (int) numbers.read("REHEARSALS", USUAL_REHEARSALS, REHEARSALS);
    if (!numbers.faults().isEmpty()) {
      throw new IllegalArgumentException("wrong settings: " + String.join("; ", numbers.faults()));
    }
    return new Settings(policy, patience, rehearsals);
  }

  private static Duration seconds(Numbers numbers, String name, Duration usual) {
    return Duration.ofSeconds(numbers.read(name, usual.toSeconds(), SECONDS));
  }
}
