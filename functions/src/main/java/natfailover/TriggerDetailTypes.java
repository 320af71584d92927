package natfailover;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The events of EventBridge that we know: by detail type, each from its own source only. */
final class TriggerDetailTypes {
  private record Row(
      String detailType, List<String> sources, Function<TriggerEvent, List<Trigger>> reader) {}

  private static final String INSTANCE_REFRESH = "EC2 Auto Scaling Instance Refresh ";
  private static final List<Row> ROWS =
      List.of(
          ec2("EC2 Instance State-change Notification", TriggerEc2::stateChange),
          ec2("EC2 Spot Instance Interruption Warning", TriggerEc2::interruption),
          ec2("EC2 Capacity Reservation Instance Interruption Warning", TriggerEc2::interruption),
          ec2("EC2 Instance Rebalance Recommendation", TriggerEc2::rebalance),
          group("EC2 Instance-launch Lifecycle Action", TriggerAutoScaling::launching),
          group("EC2 Instance-terminate Lifecycle Action", TriggerAutoScaling::terminating),
          group("EC2 Instance Launch Successful", TriggerAutoScaling::activity),
          group("EC2 Instance Launch Unsuccessful", TriggerAutoScaling::activity),
          group("EC2 Instance Terminate Successful", TriggerAutoScaling::activity),
          group("EC2 Instance Terminate Unsuccessful", TriggerAutoScaling::activity),
          new Row("AWS Health Event", List.of("aws.health"), TriggerHealth::read),
          alarm(TriggerAlarm.STATE_CHANGE, TriggerAlarm::stateChange),
          alarm("CloudWatch Alarm Configuration Change", TriggerAlarm::configurationChange),
          node("NAT Node Ready", TriggerNode::ready),
          node("NAT Node Impaired", TriggerNode::impaired),
          node("NAT Peer Unreachable", TriggerNode::peerUnreachable),
          ours("NAT Failover"),
          ours("NAT Failback"),
          ours("NAT Unprotected"),
          new Row(
              "Scheduled Event",
              List.of("aws.events", "aws.scheduler"),
              TriggerDetailTypes::schedule));

  private TriggerDetailTypes() {}

  static List<Trigger> read(TriggerEvent event) {
    Row row = row(event);
    event.fields().oneOf("source", row.sources());
    List<Trigger> triggers = row.reader().apply(event);
    // An archive tells what was, so a replay is a reason to look and no evidence.
    return event.fields().has("replay-name")
        ? triggers.stream().map(TriggerDetailTypes::withoutEvidence).toList()
        : triggers;
  }

  private static Row row(TriggerEvent event) {
    String found = event.kind();
    for (Row row : ROWS) {
      if (row.detailType().equals(found)) {
        return row;
      }
    }
    if (found.startsWith(INSTANCE_REFRESH)) {
      return group(found, TriggerAutoScaling::instanceRefresh);
    }
    throw BadEvent.wrong(event.fields().path("detail-type"), found, meant(found));
  }

  private static String meant(String found) {
    List<String> known = ROWS.stream().map(Row::detailType).toList();
    Optional<String> near = known.stream().filter(found::equalsIgnoreCase).findFirst();
    return near.map(it -> "\"" + it + "\", in exactly these letters")
        .orElse(String.join(", ", known));
  }

  private static Trigger withoutEvidence(Trigger trigger) {
    return trigger instanceof Trigger.Signal(var kind, var subject, var scope, _)
        ? new Trigger.Signal(kind, subject, scope, List.of())
        : trigger;
  }

  /** The detail is not looked at: a rule sends an object, EventBridge Scheduler the text "{}". */
  private static List<Trigger> schedule(TriggerEvent event) {
    List<?> resources =
        event.fields().value("resources") instanceof List<?> list ? list : List.of();
    String arn = !resources.isEmpty() && resources.getFirst() instanceof String text ? text : "";
    return event.sweep(arn.substring(arn.lastIndexOf('/') + 1));
  }

  private static Row ec2(String detailType, Function<TriggerEvent, List<Trigger>> reader) {
    return new Row(detailType, List.of("aws.ec2"), reader);
  }

  private static Row group(String detailType, Function<TriggerEvent, List<Trigger>> reader) {
    return new Row(detailType, List.of("aws.autoscaling"), reader);
  }

  private static Row alarm(String detailType, Function<TriggerEvent, List<Trigger>> reader) {
    return new Row(detailType, List.of("aws.cloudwatch"), reader);
  }

  private static Row node(String detailType, Function<TriggerEvent, List<Trigger>> reader) {
    return new Row(detailType, List.of("nat-failover.node"), reader);
  }

  /** What we announce ourselves; answering it would be talking to ourselves. */
  private static Row ours(String detailType) {
    return new Row(
        detailType, List.of("nat-failover"), it -> it.ignored("", "we announced it ourselves"));
  }
}
