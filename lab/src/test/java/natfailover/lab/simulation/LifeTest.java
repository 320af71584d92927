package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lives of a few hours: the same again from the same seed, sound, and full of trouble. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LifeTest {
  private final Coverage met = new Coverage();

  @BeforeAll
  void liveSome() {
    for (long seed = 1; seed <= 3; seed++) {
      Verdict verdict = live(seed);
      assertThat(verdict.broken().map(Broken::how)).as("seed " + seed).isEmpty();
      assertThat(verdict.dark()).isPositive();
      met.add(verdict.coverage());
    }
  }

  private static Verdict live(long seed) {
    return Life.live(seed, 4, Trace.silent());
  }

  private Set<String> where(String trouble) {
    return met.counts().getOrDefault(trouble, Map.of()).keySet();
  }

  @Test
  void aLifeGoesTheSameWayAgain() {
    Verdict first = live(7);
    assertThat(live(7).digest()).isEqualTo(first.digest());
    assertThat(live(8).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void deliveryIsBad() {
    assertThat(met.counts()).containsKeys("event lost", "event late", "event twice", "beat");
    assertThat(where("event that no rule lets through"))
        .contains("EC2 Instance State-change Notification");
  }

  @Test
  void callsFailForAMomentAndForGood() {
    assertThat(where("call unheard")).isNotEmpty();
    assertThat(where("call unsent")).isNotEmpty();
    assertThat(where("call InternalError")).anyMatch(action -> action.startsWith("Describe"));
    assertThat(met.counts()).containsKeys("DENIED", "THROTTLED", "FAILING");
    assertThat(where("call UnauthorizedOperation")).isNotEmpty();
  }

  @Test
  void launchesFailForWantOfCapacity() {
    assertThat(where("event")).contains("EC2 Instance Launch Unsuccessful");
  }

  @Test
  void invocationsAreKilledAtCallsOfTheirOwn() {
    assertThat(where("invocation killed")).hasSizeGreaterThan(3).doesNotContain("timeout");
  }
}
