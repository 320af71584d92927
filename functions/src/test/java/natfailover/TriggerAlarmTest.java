package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.PEER;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static natfailover.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an alarm points. */
final class TriggerAlarmTest {
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
}
