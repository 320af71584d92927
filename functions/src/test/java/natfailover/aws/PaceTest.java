package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How writes keep to AWS's rate, and which go first. */
final class PaceTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration LATENCY = Duration.ofMillis(80);

  private final VirtualTime time = new VirtualTime(NOW);
  private final FakeAws aws = new FakeAws();
  private final Clients clients = aws.clients();

  @Test
  void writesBeyondTheBucketArePacedAndNoneIsRefused() {
    TokenBucket bucket = limit(50);
    List<Attempt<Integer>> attempts = run(60, writes(150));
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
        run(60, writes(150).stream().map(call -> noting(call, order)).toList());
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
    assertThat(run(60, batch)).allMatch(Attempt.Answered.class::isInstance);
    assertThat(Duration.between(NOW, time.instant())).isEqualTo(LATENCY);
  }

  @Test
  void aTurnThatComesTooLateIsNotTried() {
    limit(50);
    List<Attempt<Integer>> attempts = run(10, writes(150));
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

  private <T> List<Attempt<T>> run(int seconds, List<Call<T>> batch) {
    time.expect(batch.size());
    return new LiveCalls(time, NOW.plusSeconds(seconds), time, time).run(batch);
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

  private static FakeQuery query(String action) {
    return new FakeQuery(Map.of("Action", action));
  }
}
