package natfailover.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads that go out together and are of use only together. */
final class Batch {
  private final Calls calls;
  private final List<Slot<?>> slots = new ArrayList<>();

  Batch(Calls calls) {
    this.calls = calls;
  }

  /** A read did not succeed, so nothing can be said. */
  static final class Blindness extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Blindness(String because) {
      super(because);
    }

    String because() {
      return String.valueOf(getMessage());
    }
  }

  /** A read of the batch, and its answer once the batch has run. */
  private static final class Slot<T> implements Supplier<T> {
    private final Call<T> call;
    private Optional<T> answer = Optional.empty();

    Slot(Call<T> call) {
      this.call = call;
    }

    Call<Runnable> deferred() {
      return new Call<>(
          call.api(),
          call.write(),
          () -> {
            T value = call.body().get();
            return () -> answer = Optional.of(value);
          });
    }

    @Override
    public T get() {
      return answer.orElseThrow(() -> new IllegalStateException(call.api() + " has not run"));
    }
  }

  /** Adds a read; its answer is there after {@link #run}. */
  <T> Supplier<T> add(Call<T> call) {
    Slot<T> slot = new Slot<>(call);
    slots.add(slot);
    return slot;
  }

  /** Runs the reads side by side; throws {@link Blindness} unless all succeed. */
  void run() {
    List<Attempt<Runnable>> attempts =
        calls.run(slots.stream().<Call<Runnable>>map(Slot::deferred).toList());
    for (int i = 0; i < attempts.size(); i++) {
      switch (attempts.get(i)) {
        case Attempt.Answered<Runnable>(Runnable keep, _) -> keep.run();
        case Attempt.Refused<Runnable>(Failure failure, _) ->
            throw new Blindness(slots.get(i).call.api() + " failed: " + failure);
      }
    }
  }

  /** Runs a single read. */
  <T> T only(Call<T> call) {
    Supplier<T> answer = add(call);
    run();
    return answer.get();
  }
}
