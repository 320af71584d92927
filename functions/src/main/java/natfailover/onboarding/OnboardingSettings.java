package natfailover.onboarding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import natfailover.Numbers.Range;

/**
 * What the environment sets.
 *
 * @param controllerTimeout {@code CONTROLLER_TIMEOUT_SECONDS}: how long a controller may run that
 *     saw a table before it was marked as leaving (60); the time-out of that function
 */
record OnboardingSettings(Duration controllerTimeout) {
  private static final String NAME = "CONTROLLER_TIMEOUT_SECONDS";
  private static final int USUAL = 60;

  /** As long as Lambda allows. */
  private static final Range ALLOWED = new Range("seconds", 0, 900);

  /**
   * Reads the settings.
   *
   * @throws Refused naming what is wrong, what was found and what is allowed
   */
  static OnboardingSettings from(Map<String, String> environment) {
    String found = environment.getOrDefault(NAME, "").strip();
    if (found.isEmpty()) {
      return new OnboardingSettings(Duration.ofSeconds(USUAL));
    }
    OptionalLong seconds = ALLOWED.read(found);
    if (seconds.isPresent()) {
      return new OnboardingSettings(Duration.ofSeconds(seconds.getAsLong()));
    }
    throw Refused.beforeAnyChange(
        List.of(
            new Fault(
                "The setting " + NAME,
                "is '" + found + "'",
                "give whole %s from %d to %d, the time-out of the controller"
                    .formatted(ALLOWED.what(), ALLOWED.least(), ALLOWED.most()))));
  }
}
