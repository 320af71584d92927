package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import natfailover.aws.Failure.Meaning;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Pace, patience and the end of the time left. */
final class LiveCallsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final VirtualTime time = new VirtualTime(NOW);
  private final FakeAws aws = new FakeAws();
  private final Clients clients = aws.clients();

  @Test
  void whatMayPassIsTriedAgainAndWhatMayNotIsNot() {
    AtomicInteger tries = new AtomicInteger();
    Attempt<Integer> cut = one(Call.read("Describe", () -> failing(tries, 4, cut())));
    assertThat(cut).isInstanceOf(Attempt.Answered.class);
    assertThat(tries).hasValue(5);
    tries.set(0);
    SdkClientException noCredentials = SdkClientException.create("Unable to load credentials");
    Attempt<Integer> refused = one(Call.read("Describe", () -> failing(tries, 4, noCredentials)));
    assertThat(tries).hasValue(1);
    assertThat(refused).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void aReadIsTriedWhileThereIsTimeButAWriteLeavesItToTheNextRound() {
    assertThat(one(Call.read("Describe", () -> failing(new AtomicInteger(), 9999, cut()))))
        .isInstanceOf(Attempt.Refused.class);
    assertThat(Duration.between(NOW, time.instant())).isGreaterThan(Duration.ofSeconds(50));
    Instant began = time.instant();
    LiveCalls calls = new LiveCalls(time, began.plusSeconds(60), time, time);
    calls.run(List.of(new Call<>("Write", true, () -> failing(new AtomicInteger(), 9999, cut()))));
    assertThat(Duration.between(began, time.instant())).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void aFaultOfOurOwnStopsNoOtherCall() {
    List<Attempt<Integer>> attempts =
        calls(60)
            .run(
                List.of(
                    new Call<>(
                        "Bad",
                        true,
                        () -> {
                          throw new IllegalStateException("no network interface");
                        }),
                    new Call<>("Good", true, () -> 1)));
    assertThat(attempts.get(0))
        .isEqualTo(
            new Attempt.Refused<>(
                new Failure(
                    "OwnFault",
                    "java.lang.IllegalStateException: no network interface",
                    Meaning.FINAL),
                Duration.ZERO));
    assertThat(attempts.get(1)).isInstanceOf(Attempt.Answered.class);
  }

  @Test
  void aCallThatHangsIsGivenUpInTimeForTheReport() {
    CountDownLatch never = new CountDownLatch(1);
    Clock clock = Clock.systemUTC();
    LiveCalls calls = new LiveCalls(clock, clock.instant().plusMillis(150));
    List<Attempt<Integer>> attempts =
        calls.run(
            List.of(
                new Call<>("ReplaceRoute", true, () -> hanging(never)),
                new Call<>("ReplaceRoute", true, () -> 1)));
    assertThat(((Attempt.Refused<Integer>) attempts.get(0)).failure().code()).isEqualTo("NoAnswer");
    assertThat(attempts.get(1)).isInstanceOf(Attempt.Answered.class);
  }

  @Test
  void whatMayBeDoneWithoutIsTriedOnceAndGivenUpWhenItsTimeIsOver() {
    CountDownLatch never = new CountDownLatch(1);
    Clock clock = Clock.systemUTC();
    LiveCalls calls = new LiveCalls(clock, clock.instant().plusSeconds(600));
    Duration box = Duration.ofMillis(150);
    AtomicInteger tries = new AtomicInteger();
    List<Attempt<Integer>> attempts =
        calls.run(
            List.of(
                Call.boxed("Invoke", box, () -> hanging(never)),
                Call.boxed("Invoke", box, () -> failing(tries, 9, cut()))));
    assertThat(((Attempt.Refused<Integer>) attempts.get(0)).failure().code()).isEqualTo("TooLate");
    assertThat(attempts.get(1)).isInstanceOf(Attempt.Refused.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void waitingEndsWithTheTimeLeft() {
    calls(3).waitUntil(NOW.plusSeconds(100));
    assertThat(time.instant()).isEqualTo(NOW.plusSeconds(3));
    calls(3).waitUntil(NOW.minusSeconds(100));
    assertThat(time.instant()).isEqualTo(NOW.plusSeconds(3));
  }

  @Test
  void awsOwnWordsForTooMuchAreAllUnderstood() {
    for (String code : List.of("RequestLimitExceeded", "Throttling", "EC2ThrottledException")) {
      aws.fail("DescribeAddresses", 1, code, "Rate exceeded");
      assertThat(calls(60).run(List.of(new Reads(clients).addresses())).getFirst())
          .isInstanceOf(Attempt.Answered.class);
    }
    assertThat(aws.actions()).hasSize(6);
  }

  private LiveCalls calls(int seconds) {
    return new LiveCalls(time, NOW.plusSeconds(seconds), time, time);
  }

  private Attempt<Integer> one(Call<Integer> call) {
    return calls(60).run(List.of(call)).getFirst();
  }

  private static int failing(AtomicInteger tries, int times, RuntimeException exception) {
    if (tries.getAndIncrement() < times) {
      throw exception;
    }
    return tries.get();
  }

  private static RuntimeException cut() {
    return SdkClientException.create("Unable to execute HTTP request", new IOException());
  }

  private static int hanging(CountDownLatch never) {
    try {
      never.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
