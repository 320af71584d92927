package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.THEN;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.plan.Evidence;
import natfailover.plan.LifecycleWait;
import natfailover.plan.Transition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Auto Scaling says, in an envelope or without. */
final class TriggerAutoScalingTest {
  private static final String LAUNCHING = "EC2 Instance-launch Lifecycle Action";
  private static final String TERMINATING = "EC2 Instance-terminate Lifecycle Action";

  @ParameterizedTest
  @CsvSource({LAUNCHING + ", LAUNCHING", TERMINATING + ", TERMINATING"})
  void aLifecycleActionIsLookedUpByItsInstance(String detailType, Transition transition) {
    Trigger trigger = one(event("aws.autoscaling", detailType, hook(transition)));
    assertThat(trigger)
        .isEqualTo(
            new Trigger.Signal(
                detailType,
                NODE,
                new Trigger.Scope.Instance(NODE),
                List.of(
                    new Evidence.Waiting(
                        NODE,
                        THEN,
                        detailType,
                        new LifecycleWait("nat-a", "hook", Optional.of("token"), transition)))));
  }

  @ParameterizedTest
  @CsvSource({LAUNCHING + ", LAUNCHING", TERMINATING + ", TERMINATING"})
  void whatGoesIntoAWarmPoolIsIgnored(String detailType, Transition transition) {
    Map<String, @Nullable Object> detail = hook(transition);
    detail.put("Destination", "WarmPool");
    assertThat(one(event("aws.autoscaling", detailType, detail)))
        .isInstanceOfSatisfying(
            Trigger.Ignored.class, it -> assertThat(it.because()).contains("warm pool"));
  }

  @Test
  void aTransitionThatContradictsItsDetailTypeIsRefused() {
    Trigger.NotUnderstood bad =
        notUnderstood(event("aws.autoscaling", LAUNCHING, hook(Transition.TERMINATING)));
    assertThat(bad.field()).isEqualTo("detail.LifecycleTransition");
    assertThat(bad.message()).contains("autoscaling:EC2_INSTANCE_TERMINATING", LAUNCHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC2InstanceId", "AutoScalingGroupName", "LifecycleHookName"})
  void aLifecycleActionNeedsAllThatItsCompletionNeeds(String field) {
    Map<String, @Nullable Object> detail = hook(Transition.LAUNCHING);
    detail.remove(field);
    Trigger.NotUnderstood bad = notUnderstood(event("aws.autoscaling", LAUNCHING, detail));
    assertThat(bad.field()).isEqualTo("detail." + field);
    assertThat(bad.message()).contains("is missing (there is ");
  }

  @ParameterizedTest
  @CsvSource({
    "autoscaling:EC2_INSTANCE_LAUNCH",
    "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
    "autoscaling:EC2_INSTANCE_TERMINATE",
    "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"
  })
  void aNotificationOfAutoScalingIsAReasonToLookAtItsInstance(String notification) {
    Object body = object("Event", notification, "EC2InstanceId", NODE, "Time", THEN.toString());
    assertThat(one(body))
        .isEqualTo(
            new Trigger.Signal(notification, NODE, new Trigger.Scope.Instance(NODE), List.of()));
  }

  @Test
  void aMessageOfAHookNeedsNoEnvelope() {
    Map<String, @Nullable Object> body = hook(Transition.TERMINATING);
    body.put("Time", THEN.toString());
    assertThat(evidence(body))
        .singleElement()
        .isInstanceOfSatisfying(
            Evidence.Waiting.class,
            it -> {
              assertThat(it.at()).isEqualTo(THEN);
              assertThat(it.lifecycleWait().transition()).isEqualTo(Transition.TERMINATING);
            });
  }

  @Test
  void anUnknownNotificationOfAutoScalingIsNamed() {
    Trigger.NotUnderstood bad = notUnderstood(object("Event", "autoscaling:EC2_INSTANCE_NAP"));
    assertThat(bad.field()).isEqualTo("Event");
    assertThat(bad.message())
        .contains("autoscaling:EC2_INSTANCE_NAP", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR");
  }

  @Test
  void aGroupThatLaunchedNothingIsLookedUpByItsName() {
    Object detail = object("EC2InstanceId", "", "AutoScalingGroupName", "nat-a");
    assertThat(one(event("aws.autoscaling", "EC2 Instance Launch Unsuccessful", detail)))
        .isEqualTo(
            new Trigger.Signal(
                "EC2 Instance Launch Unsuccessful",
                "nat-a",
                new Trigger.Scope.Group("nat-a"),
                List.of()));
  }

  private static Map<String, @Nullable Object> hook(Transition transition) {
    return object(
        "EC2InstanceId", NODE,
        "AutoScalingGroupName", "nat-a",
        "LifecycleHookName", "hook",
        "LifecycleActionToken", "token",
        "LifecycleTransition", "autoscaling:EC2_INSTANCE_" + transition);
  }

  private static List<Evidence> evidence(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.Signal.class);
    return ((Trigger.Signal) trigger).evidence();
  }
}
