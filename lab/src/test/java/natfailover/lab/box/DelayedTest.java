package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was set is seen after the delay, and each value in its turn. */
class DelayedTest {
  private final Delayed<String> delayed = new Delayed<>(Duration.ofNanos(100));

  @Test
  void theFirstValueHasBeenThereAllAlong() {
    delayed.set("first", 7);
    assertThat(delayed.seen(7)).isEqualTo("first");
    assertThat(delayed.nextDue()).isEmpty();
  }

  @Test
  void eachLaterValueIsSeenAfterItsOwnDelay() {
    delayed.set("first", 0);
    delayed.set("second", 10);
    delayed.set("third", 50);
    assertThat(delayed.nextDue()).contains(110L);
    assertThat(delayed.seen(109)).isEqualTo("first");
    assertThat(delayed.seen(110)).isEqualTo("second");
    assertThat(delayed.seen(149)).isEqualTo("second");
    assertThat(delayed.seen(150)).isEqualTo("third");
  }

  @Test
  void aValueThatIsSetAgainIsNotSeenAnew() {
    delayed.set("same", 0);
    delayed.set("same", 10);
    assertThat(delayed.nextDue()).isEmpty();
  }
}
