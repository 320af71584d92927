package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import natfailover.lab.runtime.FailedEvent.Condition;
import natfailover.lab.runtime.toys.FailingHandler;
import org.junit.jupiter.api.Test;

/** Retries and the on-failure destination. */
final class AsynchronousInvocationTest extends RuntimeFixture {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final BlockingQueue<FailedEvent> failed = new LinkedBlockingQueue<>();

  @Test
  void retriesTwiceWithTheSameRequestIdAndThenTellsTheDestination() throws Exception {
    LambdaFunction function = function(List.of(AT_ONCE, AT_ONCE), Duration.ofHours(6));
    Invocation last = result(function.invokeAsync("9"));
    assertThat(last.outcome().payload()).contains("failure 3");
    assertThat(failed)
        .containsExactly(
            new FailedEvent(last.requestId(), "9", 3, Condition.RETRIES_EXHAUSTED, last));
    assertThat(logUpTo("call 3"))
        .contains(
            "call 1 for " + last.requestId(),
            "call 2 for " + last.requestId(),
            "call 3 for " + last.requestId());
  }

  @Test
  void tellsNobodyWhenARetrySucceeds() throws Exception {
    LambdaFunction function = function(List.of(AT_ONCE, AT_ONCE), Duration.ofHours(6));
    assertThat(outcome(function.invokeAsync("1"))).isEqualTo(new Outcome.Success("2"));
    assertThat(failed).isEmpty();
  }

  @Test
  void givesUpAnEventThatWouldBeTooOldForItsRetry() throws Exception {
    LambdaFunction function = function(List.of(Duration.ofMinutes(2)), Duration.ofMinutes(1));
    Invocation last = result(function.invokeAsync("9"));
    assertThat(failed)
        .containsExactly(
            new FailedEvent(last.requestId(), "9", 1, Condition.EVENT_AGE_EXCEEDED, last));
  }

  @Test
  void retriesAfterOneAndTwoMinutesUnlessToldOtherwise() {
    assertThat(AsynchronousSettings.asDocumented().retryDelays())
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
  }

  private LambdaFunction function(List<Duration> retryDelays, Duration maximumAge) {
    return function(
        FailingHandler.class,
        settings ->
            settings.asynchronous(new AsynchronousSettings(retryDelays, maximumAge, failed::add)));
  }
}
