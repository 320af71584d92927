package natfailover.onboarding;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the environment sets.
 *
 * @param controllerTimeout {@code CONTROLLER_TIMEOUT_SECONDS}: how long a controller may run that
 *     saw a table before it was marked as leaving (60); the time-out of that function
 */
record OnboardingSettings(Duration controllerTimeout) {
  private static final String NAME = "CONTROLLER_TIMEOUT_SECONDS";
  private static final int USUAL = 60;

  /** What Lambda allows at most. */
  private static final int LONGEST = 900;

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
    try {
      int seconds = Integer.parseInt(found);
      if (seconds >= 0 && seconds <= LONGEST) {
        return new OnboardingSettings(Duration.ofSeconds(seconds));
      }
    } catch (NumberFormatException _) {
      // Named below, like a number out of range.
    }
    throw Refused.beforeAnyChange(
        List.of(
            new Fault(
                "The setting " + NAME,
                "is '" + found + "'",
                "give whole seconds from 0 to " + LONGEST + ", the time-out of the controller")));
  }
}
