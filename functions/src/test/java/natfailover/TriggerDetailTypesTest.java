package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.NOW;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import natfailover.plan.Evidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events of EventBridge are known, and from whom. */
final class TriggerDetailTypesTest {
  private static final String STATE_CHANGE = "EC2 Instance State-change Notification";

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

  private static List<Evidence> evidence(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.Signal.class);
    return ((Trigger.Signal) trigger).evidence();
  }
}
