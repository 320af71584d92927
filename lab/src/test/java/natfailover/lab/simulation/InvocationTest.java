package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import natfailover.aws.Attempt;
import natfailover.aws.Call;
import natfailover.aws.LiveCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One run of the controller, ended in the middle of its calls. */
final class InvocationTest {
  private static final int CALLS = 20;

  private final World world = new World(1, Trace.silent());
  private final List<Attempt<Integer>> attempts = new ArrayList<>();
  private int answered;
  private boolean over;

  /** Makes calls that take a second, side by side. */
  private final class Calling implements Invocation.Task {
    private final Duration time;

    Calling(Duration time) {
      this.time = time;
    }

    @Override
    public void run(Invocation self) {
      Call<Integer> call = new Call<>("DescribeVpcs", false, () -> answer(self));
      attempts.addAll(
          new LiveCalls(world.time(), world.now().plus(time), self, self)
              .run(Stream.generate(() -> call).limit(CALLS).toList()));
    }

    private int answer(Invocation self) {
      self.sleep(Duration.ofSeconds(1));
      return ++answered;
    }

    @Override
    public void over(Invocation self) {
      over = true;
    }
  }

  private Invocation calls(Duration time) {
    return new Invocation(
        world, new Wake(Wake.Sender.NEWS, "sweep", "sweep", "{}"), 1, new Calling(time));
  }

  private void pass(Duration time) {
    Instant end = world.now().plus(time);
    while (world.now().isBefore(end)) {
      world.step(end);
    }
  }

  @Test
  void callsThatAreWaitedForAreAnswered() {
    calls(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(2));
    assertThat(over).isTrue();
    assertThat(attempts).hasSize(CALLS).allMatch(Attempt.Answered.class::isInstance);
  }

  /** A thread gets going within 2 ms, and the answers are waited for only one. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void callsThatAreAbandonedBeforeTheirFirstTurnEnd() {
    calls(Duration.ofMillis(1));
    pass(Duration.ofSeconds(2));
    assertThat(over).isTrue();
    assertThat(answered).isZero();
    assertThat(attempts).hasSize(CALLS).allMatch(Attempt.Refused.class::isInstance);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anInvocationIsKilledBeforeItsCallsHaveGotGoing() {
    Invocation invocation = calls(Duration.ofSeconds(3));
    world.time().after(Duration.ofNanos(1), invocation::kill);
    pass(Duration.ofSeconds(2));
    assertThat(over).isTrue();
    assertThat(answered).isZero();
    assertThat(attempts).isEmpty();
  }

  @Test
  void anInvocationThatIsKilledBeforeItsFirstTurnDoesNothing() {
    calls(Duration.ofSeconds(3)).kill();
    pass(Duration.ofSeconds(2));
    assertThat(over).isTrue();
    assertThat(attempts).isEmpty();
  }
}
