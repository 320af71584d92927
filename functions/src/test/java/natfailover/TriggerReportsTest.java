package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.PEER;
import static natfailover.Payloads.THEN;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static natfailover.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.plan.Evidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes, AWS Health and CloudWatch alarms report. */
final class TriggerReportsTest {
  private static final String RETIREMENT = "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED";

  @Test
  void aReadyNodeSaysWhatItCarriesInItsOwnOrder() {
    Map<String, @Nullable Object> detail = node();
    detail.put("carries", List.of("eu-west-1c", "eu-west-1a", "eu-west-1b"));
    Trigger.Signal signal = signal(event("nat-failover.node", "NAT Node Ready", detail));
    assertThat(signal.scope()).isEqualTo(new Trigger.Scope.FleetNamed("prod", Set.of(NODE)));
    Evidence.Ready ready = (Evidence.Ready) signal.evidence().getFirst();
    assertThat(ready.carries()).containsExactly("eu-west-1c", "eu-west-1a", "eu-west-1b");
    assertThat(ready.instanceId()).isEqualTo(NODE);
    assertThat(ready.at()).isEqualTo(THEN);
  }

  @Test
  void anImpairedNodeSaysWhy() {
    Map<String, @Nullable Object> detail = node();
    detail.put("evidence", List.of("no egress", "no forwarding"));
    assertThat(signal(event("nat-failover.node", "NAT Node Impaired", detail)).evidence())
        .containsExactly(
            new Evidence.Impaired(
                NODE, THEN, "NAT Node Impaired", List.of("no egress", "no forwarding")));
  }

  @Test
  void anAccusationIsAboutThePeerAndNotAboutItsAccuser() {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", PEER);
    Trigger.Signal signal = signal(event("nat-failover.node", "NAT Peer Unreachable", detail));
    assertThat(signal.subject()).isEqualTo(PEER);
    assertThat(((Trigger.Scope.FleetNamed) signal.scope()).instanceIds())
        .containsExactly(NODE, PEER);
    assertThat(signal.evidence())
        .containsExactly(new Evidence.Unreachable(PEER, THEN, "NAT Peer Unreachable", NODE));
  }

  @ParameterizedTest
  @CsvSource({
    "NAT Node Ready, fleet",
    "NAT Node Ready, instanceId",
    "NAT Node Impaired, instanceId",
    "NAT Peer Unreachable, instanceId",
    "NAT Peer Unreachable, peerId"
  })
  void aReportWithoutItsOriginIsRefused(String detailType, String field) {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", PEER);
    detail.remove(field);
    assertThat(notUnderstood(event("nat-failover.node", detailType, detail)).field())
        .isEqualTo("detail." + field);
  }

  @Test
  void aNodeCannotAccuseItself() {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", NODE);
    assertThat(notUnderstood(event("nat-failover.node", "NAT Peer Unreachable", detail)).field())
        .isEqualTo("detail.peerId");
  }

  @Test
  void anElementOfTheWrongTypeIsNamedByItsPlace() {
    Map<String, @Nullable Object> detail = node();
    detail.put("carries", List.of("eu-west-1a", 7));
    Trigger.NotUnderstood bad = notUnderstood(event("nat-failover.node", "NAT Node Ready", detail));
    assertThat(bad.message()).isEqualTo("detail.carries[1] is 7; allowed: a text");
  }

  @Test
  void eachAffectedInstanceIsLeavingWhetherNamedBareOrByArn() {
    Map<String, @Nullable Object> detail =
        health(NODE, "arn:aws:ec2:eu-west-1:1:instance/" + PEER, "vol-0123456789abcdef0", NODE);
    List<Trigger> triggers = read(event("aws.health", "AWS Health Event", detail));
    assertThat(triggers).extracting(Trigger::subject).containsExactly(NODE, PEER);
    assertThat(((Trigger.Signal) triggers.get(1)).evidence())
        .containsExactly(
            new Evidence.Leaving(PEER, THEN, RETIREMENT, THEN.plus(Duration.ofMinutes(60))));
  }

  @ParameterizedTest
  @CsvSource({
    "service, RDS, not EC2",
    "statusCode, closed, closed",
    "eventRegion, us-east-1, us-east-1"
  })
  void healthNewsThatIsNotAboutOurInstancesIsIgnored(String field, String value, String because) {
    Map<String, @Nullable Object> detail = health(NODE);
    detail.put(field, value);
    Map<String, @Nullable Object> event = event("aws.health", "AWS Health Event", detail);
    event.put("region", "eu-west-1");
    assertThat(one(event))
        .isInstanceOfSatisfying(
            Trigger.Ignored.class, it -> assertThat(it.because()).contains(because));
  }

  @Test
  void anEntityThatHasRecoveredIsNotLeaving() {
    Map<String, @Nullable Object> detail = health();
    detail.put("affectedEntities", List.of(object("entityValue", NODE, "status", "RESOLVED")));
    assertThat(one(event("aws.health", "AWS Health Event", detail)))
        .isInstanceOf(Trigger.Ignored.class);
  }

  @Test
  void aHealthIssueIsAReasonToLookAndAnnouncesNoEnd() {
    Map<String, @Nullable Object> detail = health(NODE);
    detail.put("eventTypeCategory", "issue");
    assertThat(signal(event("aws.health", "AWS Health Event", detail)).evidence()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ALARM", "INSUFFICIENT_DATA"})
  void anAlarmPointsAtItsInstancesWhateverItsState(String state) {
    Map<String, @Nullable Object> alarm = alarm(state, PEER, NODE, PEER);
    List<Trigger> both = read(event("aws.cloudwatch", "CloudWatch Alarm State Change", alarm));
    assertThat(both)
        .extracting(it -> ((Trigger.Signal) it).scope())
        .containsExactly(new Trigger.Scope.Instance(PEER), new Trigger.Scope.Instance(NODE));
    assertThat(read(object("source", "aws.cloudwatch", "alarmData", alarm))).isEqualTo(both);
  }

  @Test
  void anAlarmThatNamesNoInstanceSweeps() {
    assertThat(one(object("source", "aws.cloudwatch", "alarmData", alarm("ALARM", "none"))))
        .isEqualTo(new Trigger.Sweep("CloudWatch Alarm State Change", "tunnel"));
  }

  @Test
  void anAlarmInNoKnownStateIsRefused() {
    Trigger.NotUnderstood bad =
        notUnderstood(object("source", "aws.cloudwatch", "alarmData", alarm("FINE", NODE)));
    assertThat(bad.message())
        .isEqualTo("alarmData.state.value is \"FINE\"; allowed: OK, ALARM, INSUFFICIENT_DATA");
  }

  private static Map<String, @Nullable Object> node() {
    return object("fleet", "prod", "zone", "eu-west-1a", "instanceId", NODE);
  }

  private static Map<String, @Nullable Object> health(String... entities) {
    List<Object> affected = new ArrayList<>();
    for (String entity : entities) {
      affected.add(object("entityValue", entity));
    }
    return object(
        "service",
        "EC2",
        "eventTypeCode",
        RETIREMENT,
        "eventTypeCategory",
        "scheduledChange",
        "affectedEntities",
        affected);
  }

  private static Map<String, @Nullable Object> alarm(String state, String... instances) {
    List<Object> metrics = new ArrayList<>();
    for (String id : instances) {
      Object dimensions = object("dimensions", object("InstanceId", id));
      metrics.add(object("metricStat", object("metric", dimensions)));
    }
    metrics.add(object("expression", "SUM(METRICS())"));
    return object(
        "alarmName", "tunnel",
        "state", object("value", state),
        "configuration", object("metrics", metrics));
  }

  private static Trigger.Signal signal(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.Signal.class);
    return (Trigger.Signal) trigger;
  }
}
