package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.THEN;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import natfailover.plan.Evidence;
import natfailover.plan.InstanceState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What EC2 says about an instance. */
final class TriggerEc2Test {
  private static final String STATE_CHANGE = "EC2 Instance State-change Notification";

  @ParameterizedTest
  @CsvSource({
    "pending, PENDING",
    "running, RUNNING",
    "stopping, STOPPING",
    "stopped, STOPPED",
    "shutting-down, SHUTTING_DOWN",
    "terminated, TERMINATED"
  })
  void readsTheSixStatesOfAnInstance(String word, InstanceState state) {
    assertThat(one(event("aws.ec2", STATE_CHANGE, object("instance-id", NODE, "state", word))))
        .isEqualTo(
            new Trigger.Signal(
                STATE_CHANGE,
                NODE,
                new Trigger.Scope.Instance(NODE),
                List.of(new Evidence.StateChanged(NODE, THEN, STATE_CHANGE, state))));
  }

  @Test
  void aSeventhStateIsNotGuessedAt() {
    Trigger.NotUnderstood bad =
        notUnderstood(
            event("aws.ec2", STATE_CHANGE, object("instance-id", NODE, "state", "Stopped")));
    assertThat(bad.field()).isEqualTo("detail.state");
    assertThat(bad.message())
        .isEqualTo(
            "detail.state is \"Stopped\"; allowed: pending, running, stopping, stopped,"
                + " shutting-down, terminated");
    assertThat(bad.command()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"i-1234567", "i-0123456789ABCDEF0", "eni-0123456789abcdef0", "i-12345678 "})
  void anInstanceIdIsNotGuessedAt(String id) {
    Trigger.NotUnderstood bad =
        notUnderstood(
            event("aws.ec2", STATE_CHANGE, object("instance-id", id, "state", "stopped")));
    assertThat(bad.field()).isEqualTo("detail.instance-id");
    assertThat(bad.message()).contains(id, "allowed: an instance id such as i-");
  }

  @ParameterizedTest
  @CsvSource({
    "EC2 Spot Instance Interruption Warning, 10",
    "EC2 Capacity Reservation Instance Interruption Warning, 10",
    "EC2 Instance Rebalance Recommendation, 30"
  })
  void anAnnouncedEndLapsesWhenTheInstanceOutlivesIt(String detailType, long minutes) {
    assertThat(evidence(event("aws.ec2", detailType, object("instance-id", NODE))))
        .containsExactly(
            new Evidence.Leaving(NODE, THEN, detailType, THEN.plus(Duration.ofMinutes(minutes))));
  }

  private static List<Evidence> evidence(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.Signal.class);
    return ((Trigger.Signal) trigger).evidence();
  }
}
