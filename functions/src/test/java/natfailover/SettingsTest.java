package natfailover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import natfailover.plan.Policy;
import org.junit.jupiter.api.Test;

/** What the environment sets. */
final class SettingsTest {
  @Test
  void withoutSettingsTheUsualHolds() {
    assertThat(Settings.from(Map.of("HOLD_DOWN_SECONDS", " ", "PATH", "/bin")).policy())
        .isEqualTo(Policy.DEFAULT);
  }

  @Test
  void eachSettingIsTaken() {
    Policy policy =
        Settings.from(
                Map.of(
                    "HOLD_DOWN_SECONDS", "0",
                    "ACCUSATION_SECONDS", "86400",
                    "CONDEMN_AFTER_SECONDS", " 7 "))
            .policy();
    assertThat(Settings.from(Map.of()).patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(Settings.from(Map.of("PROBER_SECONDS", "0")).patience()).isZero();
    assertThat(Settings.from(Map.of("REHEARSALS", "1")).rehearsals()).isOne();
    assertThat(policy.holdDown()).isZero();
    assertThat(policy.accusation()).isEqualTo(Duration.ofDays(1));
    assertThat(policy.condemnAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void allFaultsAreNamedTogether() {
    assertThatThrownBy(
            () ->
                Settings.from(
                    Map.of(
                        "HOLD_DOWN_SECONDS", "2m",
                        "ACCUSATION_SECONDS", "-1",
                        "CONDEMN_AFTER_SECONDS", "86401",
                        "REHEARSALS", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "wrong settings: "
                + "HOLD_DOWN_SECONDS is '2m', allowed are whole seconds from 0 to 86400; "
                + "ACCUSATION_SECONDS is '-1', allowed are whole seconds from 0 to 86400; "
                + "CONDEMN_AFTER_SECONDS is '86401', allowed are whole seconds from 0 to 86400; "
                + "REHEARSALS is '0', allowed are whole numbers from 1 to 200");
  }
}
