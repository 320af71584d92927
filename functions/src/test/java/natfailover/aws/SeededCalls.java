package natfailover.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Calls in a seeded order, without threads, in virtual time; nothing is tried again. */
public final class SeededCalls implements Calls {
  private static final Duration LATENCY = Duration.ofMillis(100);

  /** The APIs of each batch that was run, in the order of the batch. */
  public final List<List<String>> waves = new ArrayList<>();

  private final Random order;
  private final Instant deadline;
  private Instant now;

  public SeededCalls(Instant now) {
    this(now, now.plusSeconds(60), 1);
  }

  public SeededCalls(Instant now, Instant deadline, long seed) {
    this.now = now;
    this.deadline = deadline;
    this.order = new Random(seed);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void waitUntil(Instant then) {
    Instant until = then.isBefore(deadline) ? then : deadline;
    now = until.isAfter(now) ? until : now;
  }

  @Override
  public <T> List<Attempt<T>> run(List<Call<T>> batch) {
    waves.add(batch.stream().map(Call::api).toList());
    now = now.plus(LATENCY);
    Map<Integer, Attempt<T>> attempts = new TreeMap<>();
    List<Integer> sequence = new ArrayList<>(IntStream.range(0, batch.size()).boxed().toList());
    Collections.shuffle(sequence, order);
    sequence.forEach(at -> attempts.put(at, attempt(batch.get(at))));
    return List.copyOf(attempts.values());
  }

  private static <T> Attempt<T> attempt(Call<T> call) {
    try {
      return new Attempt.Answered<>(call.body().get(), LATENCY);
    } catch (RuntimeException exception) {
      return new Attempt.Refused<>(ErrorCodes.failure(exception), LATENCY);
    }
  }
}
