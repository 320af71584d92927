package natfailover;

import java.util.List;
import java.util.Optional;
import natfailover.plan.Evidence;
import natfailover.plan.LifecycleWait;
import natfailover.plan.Transition;

/**
 * What Auto Scaling says, through EventBridge or in the bare bodies it hands to topics, queues and
 * functions: the same fields, in {@code detail} or at the top.
 */
final class TriggerAutoScaling {
  private static final List<String> ACTIVITIES =
      List.of(
          "autoscaling:EC2_INSTANCE_LAUNCH",
          "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
          "autoscaling:EC2_INSTANCE_TERMINATE",
          "autoscaling:EC2_INSTANCE_TERMINATE_ERROR");
  private static final String TEST = "autoscaling:TEST_NOTIFICATION";

  private TriggerAutoScaling() {}

  static boolean isBareBody(Fields fields) {
    return fields.has("LifecycleTransition")
        || (fields.value("Event") instanceof String event && event.startsWith("autoscaling:"));
  }

  /** A body without EventBridge's envelope; its kind is its transition or its event. */
  static List<Trigger> bareBody(TriggerEvent event) {
    Fields body = event.fields();
    if (body.has("LifecycleTransition")) {
      return waiting(event, body, transition(body));
    }
    if (event.kind().equals(TEST)) {
      return event.ignored(
          body.optionalText("AutoScalingGroupName").orElse(""),
          "Auto Scaling only tries whether its messages arrive");
    }
    if (!ACTIVITIES.contains(event.kind())) {
      throw BadEvent.wrong(
          body.path("Event"), event.kind(), String.join(", ", ACTIVITIES) + ", " + TEST);
    }
    return activity(event, body);
  }

  static List<Trigger> launching(TriggerEvent event) {
    return lifecycleAction(event, Transition.LAUNCHING);
  }

  static List<Trigger> terminating(TriggerEvent event) {
    return lifecycleAction(event, Transition.TERMINATING);
  }

  /** A launch or a termination that came to its end, well or not: look at what is there now. */
  static List<Trigger> activity(TriggerEvent event) {
    return activity(event, event.detail());
  }

  static List<Trigger> instanceRefresh(TriggerEvent event) {
    return event.ignored(
        event.detail().optionalText("AutoScalingGroupName").orElse(""),
        "each instance of a refresh announces itself");
  }

  private static List<Trigger> lifecycleAction(TriggerEvent event, Transition transition) {
    Fields detail = event.detail();
    if (detail.has("LifecycleTransition") && transition(detail) != transition) {
      throw BadEvent.wrong(
          detail.path("LifecycleTransition"),
          detail.value("LifecycleTransition"),
          "what the detail-type \"" + event.kind() + "\" says");
    }
    return waiting(event, detail, transition);
  }

  private static Transition transition(Fields fields) {
    return fields.oneOf(
        "LifecycleTransition", Transition.values(), "autoscaling:EC2_INSTANCE_"::concat);
  }

  private static List<Trigger> waiting(TriggerEvent event, Fields fields, Transition transition) {
    String id = fields.instance("EC2InstanceId");
    String group = fields.text("AutoScalingGroupName", "the name of an Auto Scaling group");
    String hook = fields.text("LifecycleHookName", "the name of a lifecycle hook");
    Optional<String> token = fields.optionalText("LifecycleActionToken");
    if (fields.optionalText("Destination").equals(Optional.of("WarmPool"))) {
      return event.ignored(id, "it goes to a warm pool, where nothing carries traffic");
    }
    LifecycleWait wait = new LifecycleWait(group, hook, token, transition);
    // By instance: one read then tells whether it is ours. A launch seen before its instance is
    // visible is made good by the node's own Ready and by the sweep.
    return event.look(
        id,
        new Trigger.Scope.Instance(id),
        new Evidence.Waiting(id, event.at(), event.kind(), wait));
  }

  private static List<Trigger> activity(TriggerEvent event, Fields fields) {
    Optional<String> id = fields.optionalInstance("EC2InstanceId");
    if (id.isPresent()) {
      return event.lookAt(id.get());
    }
    String group = fields.text("AutoScalingGroupName", "the name of an Auto Scaling group");
    return event.look(group, new Trigger.Scope.Group(group));
  }
}
