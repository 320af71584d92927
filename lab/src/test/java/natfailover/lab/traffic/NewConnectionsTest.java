package natfailover.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewConnectionsTest {
  private final List<Attempt> attempts = new ArrayList<>();

  @Test
  void anOutageGoesFromTheFirstFailureToTheFirstSuccessThatLasts() {
    succeed(0, -100, -50, 0, 20);
    fail(0, 40, 60, 80);
    succeed(0, 100);
    fail(0, 120);
    succeed(0, 140, 160, 700);

    assertThat(told().outages()).containsExactly(new Outage(0, 40, 140, true));
    assertThat(told().outageMillis()).isEqualTo(100);
  }

  @Test
  void aFailureMoreThanHalfASecondLaterIsAnotherOutage() {
    fail(0, 0);
    succeed(0, 20, 400);
    fail(0, 521);
    succeed(0, 541);

    assertThat(told().outages())
        .containsExactly(new Outage(0, 0, 20, true), new Outage(0, 521, 541, true));
  }

  @Test
  void anAttemptThatTheMarkInterruptedBelongsToTheOutage() {
    fail(0, -30);
    succeed(0, 20);

    assertThat(told().outages()).containsExactly(new Outage(0, -30, 20, true));
    assertThat(told().lastBefore(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void aFailureThatWasOverBeforeTheMarkIsNoOutage() {
    fail(0, -300);
    succeed(0, -280, 20);

    assertThat(told().outages()).isEmpty();
    assertThat(told().lastBefore(Duration.ofSeconds(1)))
        .extracting(Attempt::atMillis)
        .containsExactly(-300.0, -280.0);
    assertThat(told().lastBefore(Duration.ofMillis(290)))
        .extracting(Attempt::atMillis)
        .containsExactly(-280.0);
    assertThat(told().baselineMillis()).isEqualTo(new Spread(2, 2, 2));
  }

  @Test
  void anOutageThatNothingEndsIsNotOver() {
    fail(0, 0, 20, 40);

    assertThat(told().outages()).containsExactly(new Outage(0, 0, 40, false));
    assertThat(told().over()).isFalse();
  }

  @Test
  void everyHostHasItsOwnOutagesAndAddresses() {
    fail(0, 0);
    succeed(0, 20);
    succeed(1, 10);
    attempts.add(new Attempt(1, 30, true, 2, "198.51.100.2", ""));
    attempts.add(new Attempt(1, 50, true, 2, "198.51.100.1", ""));
    Collections.shuffle(attempts, new Random(1));

    assertThat(told().outages()).extracting(Outage::host).containsExactly(0);
    assertThat(told().farEnds(1)).containsExactly("198.51.100.1", "198.51.100.2", "198.51.100.1");
    assertThat(told().farEnds(2)).isEmpty();
  }

  private NewConnections told() {
    return new NewConnections(attempts);
  }

  private void succeed(int host, double... at) {
    for (double one : at) {
      attempts.add(new Attempt(host, one, true, 2, "198.51.100.1", ""));
    }
  }

  private void fail(int host, double... at) {
    for (double one : at) {
      attempts.add(new Attempt(host, one, false, 200, "", "SocketTimeoutException"));
    }
  }
}
