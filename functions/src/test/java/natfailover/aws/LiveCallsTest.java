package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import natfailover.aws.Failure.Meaning;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Pace, patience and the end of the time left. */
final class LiveCallsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration LATENCY = Duration.ofMillis(80);

  private final VirtualTime time = new VirtualTime(NOW);
  private final FakeAws aws = new FakeAws();
  private final Clients clients = aws.clients();

  @Test
  void writesBeyondTheBucketArePacedAndNoneIsRefused() {
    TokenBucket bucket = limit(50);
    List<Attempt<Integer>> attempts = calls(60).run(writes(150));
    assertThat(attempts).hasSize(150).allMatch(Attempt.Answered.class::isInstance);
    assertThat(bucket.refusals).isZero();
    // 100 of them at five a second.
    assertThat(Duration.between(NOW, time.instant()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
    assertThat(attempts.getFirst().took()).isEqualTo(LATENCY);
  }

  @Test
  void theMostImportantGoFirstAlthoughSomebodyElseEmptiedTheBucket() {
    TokenBucket bucket = limit(50);
    for (int i = 0; i < 50; i++) {
      bucket.take("ReplaceRoute");
    }
    List<Integer> order = new CopyOnWriteArrayList<>();
    List<Attempt<Integer>> attempts =
        calls(60).run(writes(150).stream().map(call -> noting(call, order)).toList());
    assertThat(attempts).allMatch(Attempt.Answered.class::isInstance);
    assertThat(Duration.between(NOW, time.instant())).isLessThan(Duration.ofSeconds(33));
    // Jitter may swap neighbours, and some of the rest were on their way when the refusals came.
    assertThat(order.subList(0, 30)).filteredOn(rank -> rank < 40).hasSizeGreaterThan(20);
    assertThat(order).hasSize(150).doesNotHaveDuplicates();
  }

  @Test
  void eachApiHasABucketOfItsOwn() {
    limit(50);
    List<Call<Boolean>> batch =
        IntStream.range(0, 50)
            .boxed()
            .flatMap(
                i ->
                    List.of(
                        Writes.write("CreateTags", () -> aws.before.accept(query("CreateTags"))),
                        Writes.write("ReplaceRoute", () -> aws.before.accept(query("Other"))))
                        .stream())
            .toList();
    assertThat(calls(60).run(batch)).allMatch(Attempt.Answered.class::isInstance);
    assertThat(Duration.between(NOW, time.instant())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aTurnThatComesTooLateIsNotTried() {
    limit(50);
    List<Attempt<Integer>> attempts = calls(10).run(writes(150));
    List<Attempt<Integer>> late =
        attempts.stream().filter(Attempt.Refused.class::isInstance).toList();
    assertThat(late).hasSize(50).isEqualTo(attempts.subList(100, 150));
    assertThat(late)
        .allSatisfy(
            attempt ->
                assertThat(((Attempt.Refused<Integer>) attempt).failure().toString())
                    .startsWith("NoTimeLeft: not tried, since this invocation ends before"));
    assertThat(time.instant()).isBefore(NOW.plusSeconds(11));
  }

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

  private TokenBucket limit(int size) {
    TokenBucket bucket = new TokenBucket(time, size);
    aws.before =
        query -> {
          wait(LATENCY);
          bucket.take(query.action());
        };
    return bucket;
  }

  private void wait(Duration latency) {
    try {
      time.sleep(latency);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Call<Integer>> writes(int count) {
    aws.region.node("prod", "n", "zone-a");
    return IntStream.range(0, count)
        .<Call<Integer>>mapToObj(
            i -> {
              aws.region.table("prod", String.valueOf(i), "zone-a").pointAt("state", "active");
              return new Call<>("ReplaceRoute", true, () -> replace(i));
            })
        .collect(Collectors.toList());
  }

  private int replace(int table) {
    clients
        .ec2()
        .replaceRoute(
            r ->
                r.routeTableId("rtb-" + table)
                    .destinationCidrBlock("0.0.0.0/0")
                    .networkInterfaceId("eni-n"));
    return table;
  }

  private static Call<Integer> noting(Call<Integer> call, List<Integer> order) {
    return new Call<>(
        call.api(),
        call.write(),
        () -> {
          int rank = call.body().get();
          order.add(rank);
          return rank;
        });
  }

  private static FakeAws.Query query(String action) {
    return new FakeAws.Query(Map.of("Action", action));
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
