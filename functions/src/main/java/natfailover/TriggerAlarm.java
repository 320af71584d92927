package natfailover;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A CloudWatch alarm that changed its state, through EventBridge ({@code detail}) or by its Lambda
 * action ({@code alarmData}).
 *
 * <p>Any state is a reason to look: what was bad may be good now, and no data may mean no instance.
 * None is evidence, since a threshold is the alarm owner's opinion and AWS's own is a look away.
 */
final class TriggerAlarm {
  static final String STATE_CHANGE = "CloudWatch Alarm State Change";

  private static final List<String> STATES = List.of("OK", "ALARM", "INSUFFICIENT_DATA");

  private TriggerAlarm() {}

  static List<Trigger> stateChange(TriggerEvent event) {
    return stateChange(event, event.detail());
  }

  static List<Trigger> action(TriggerEvent event) {
    return stateChange(event, event.fields().object("alarmData"));
  }

  static List<Trigger> configurationChange(TriggerEvent event) {
    return event.ignored(
        event.detail().optionalText("alarmName").orElse(""),
        "an alarm's definition says nothing about a node");
  }

  private static List<Trigger> stateChange(TriggerEvent event, Fields alarm) {
    String name = alarm.text("alarmName", "the name of an alarm");
    alarm.object("state").oneOf("value", STATES);
    Set<String> instances = instances(alarm);
    if (instances.isEmpty()) {
      return event.sweep(name);
    }
    List<Trigger> triggers = new ArrayList<>();
    instances.forEach(id -> triggers.addAll(event.lookAt(id)));
    return triggers;
  }

  /** The instances among the dimensions of the alarm's metrics; a composite alarm has none. */
  private static Set<String> instances(Fields alarm) {
    Set<String> instances = new LinkedHashSet<>();
    List<Fields> metrics =
        alarm.optionalObject("configuration").map(it -> it.objects("metrics")).orElse(List.of());
    for (Fields metric : metrics) {
      metric
          .optionalObject("metricStat")
          .flatMap(stat -> stat.optionalObject("metric"))
          .flatMap(inner -> inner.optionalObject("dimensions"))
          .flatMap(dimensions -> dimensions.optionalText("InstanceId"))
          .filter(Fields::isInstanceId)
          .ifPresent(instances::add);
    }
    return instances;
  }
}
