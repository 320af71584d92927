package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.NOW;
import static natfailover.Payloads.THEN;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.plan.Evidence;
import natfailover.plan.InstanceState;
import natfailover.plan.LifecycleWait;
import natfailover.plan.Transition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What EC2, Auto Scaling and the schedule say. */
final class TriggerEventsTest {
  private static final String STATE_CHANGE = "EC2 Instance State-change Notification";
  private static final String LAUNCHING = "EC2 Instance-launch Lifecycle Action";
  private static final String TERMINATING = "EC2 Instance-terminate Lifecycle Action";

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

  @ParameterizedTest
  @CsvSource({LAUNCHING + ", LAUNCHING", TERMINATING + ", TERMINATING"})
  void aLifecycleActionIsLookedUpByItsGroup(String detailType, Transition transition) {
    Trigger trigger = one(event("aws.autoscaling", detailType, hook(transition)));
    assertThat(trigger)
        .isEqualTo(
            new Trigger.Signal(
                detailType,
                NODE,
                new Trigger.Scope.Group("nat-a"),
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
  void theSourceHasToBeTheOneThatOwnsTheDetailType() {
    Trigger.NotUnderstood bad =
        notUnderstood(
            event(
                "nat-failover.node",
                STATE_CHANGE,
                object("instance-id", NODE, "state", "stopped")));
    assertThat(bad.field()).isEqualTo("source");
    assertThat(bad.message()).isEqualTo("source is \"nat-failover.node\"; allowed: aws.ec2");
  }

  @Test
  void anUnknownDetailTypeIsAnsweredWithTheKnownOnes() {
    Trigger.NotUnderstood bad = notUnderstood(event("aws.ec2", "EC2 Instance Nap", object()));
    assertThat(bad.field()).isEqualTo("detail-type");
    assertThat(bad.message()).contains("EC2 Instance Nap", STATE_CHANGE, "NAT Node Ready");
  }

  @Test
  void aReplayFromAnArchiveIsAReasonToLookAndNoEvidence() {
    Map<String, @Nullable Object> replay =
        event("aws.ec2", STATE_CHANGE, object("instance-id", NODE, "state", "stopped"));
    replay.put("replay-name", "archive");
    assertThat(one(replay))
        .isEqualTo(
            new Trigger.Signal(STATE_CHANGE, NODE, new Trigger.Scope.Instance(NODE), List.of()));
  }

  @Test
  void theScheduleSweepsWhateverItsDetail() {
    Map<String, @Nullable Object> schedule = event("aws.scheduler", "Scheduled Event", "{}");
    schedule.put("resources", List.of("arn:aws:scheduler:eu-west-1:1:schedule/default/sweep"));
    assertThat(one(schedule)).isEqualTo(new Trigger.Sweep("Scheduled Event", "sweep"));
    assertThat(one(event("aws.events", "Scheduled Event", null)))
        .isEqualTo(new Trigger.Sweep("Scheduled Event", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NAT Failover", "NAT Failback", "NAT Unprotected"})
  void whatWeAnnounceOurselvesIsIgnored(String detailType) {
    assertThat(one(event("nat-failover", detailType, object())))
        .isInstanceOf(Trigger.Ignored.class);
  }

  @Test
  void evidenceIsNeverLaterThanNow() {
    Map<String, @Nullable Object> ahead =
        event("aws.ec2", STATE_CHANGE, object("instance-id", NODE, "state", "stopped"));
    ahead.put("time", NOW.plusSeconds(90).toString());
    assertThat(evidence(ahead)).allSatisfy(it -> assertThat(it.at()).isEqualTo(NOW));
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
