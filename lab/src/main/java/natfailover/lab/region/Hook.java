package natfailover.lab.region;

import java.time.Duration;
import java.util.Optional;

/** A lifecycle hook of a group. */
record Hook(
    String name,
    boolean launching,
    Duration heartbeat,
    String defaultResult,
    Optional<String> metadata,
    Optional<String> target,
    Optional<String> role) {
  private static final Duration LONGEST = Duration.ofDays(2);

  static Hook of(Parameters parameters, Optional<Hook> present) {
    String name = parameters.required("LifecycleHookName");
    String transition =
        parameters
            .text("LifecycleTransition")
            .or(() -> present.map(Hook::transition))
            .orElseThrow(() -> ApiError.validation("LifecycleTransition is required"));
    int heartbeat =
        parameters
            .number("HeartbeatTimeout")
            .or(() -> present.map(hook -> Math.toIntExact(hook.heartbeat.toSeconds())))
            .orElse(3600);
    if (heartbeat < 30 || heartbeat > 7200) {
      throw ApiError.validation("HeartbeatTimeout must be between 30 and 7200, not " + heartbeat);
    }
    String result =
        parameters
            .text("DefaultResult")
            .or(() -> present.map(Hook::defaultResult))
            .orElse("ABANDON");
    return new Hook(
        name,
        launching(transition),
        Duration.ofSeconds(heartbeat),
        result(result),
        parameters.text("NotificationMetadata").or(() -> present.flatMap(Hook::metadata)),
        parameters.text("NotificationTargetARN").or(() -> present.flatMap(Hook::target)),
        parameters.text("RoleARN").or(() -> present.flatMap(Hook::role)));
  }

  /** CONTINUE or ABANDON; anything else is refused. */
  static String result(String text) {
    if (!text.equals("CONTINUE") && !text.equals("ABANDON")) {
      throw ApiError.validation(
          "Lifecycle action result must be CONTINUE or ABANDON, not '" + text + "'");
    }
    return text;
  }

  private static boolean launching(String transition) {
    return switch (transition) {
      case "autoscaling:EC2_INSTANCE_LAUNCHING" -> true;
      case "autoscaling:EC2_INSTANCE_TERMINATING" -> false;
      default -> throw ApiError.validation("Unknown LifecycleTransition '" + transition + "'");
    };
  }

  String transition() {
    return "autoscaling:EC2_INSTANCE_" + (launching ? "LAUNCHING" : "TERMINATING");
  }

  /** No wait lasts longer than this, heartbeats or not. */
  Duration globalTimeout() {
    Duration hundredfold = heartbeat.multipliedBy(100);
    return hundredfold.compareTo(LONGEST) < 0 ? hundredfold : LONGEST;
  }

  Tree tree(String group) {
    return new Tree()
        .put("LifecycleHookName", name)
        .put("AutoScalingGroupName", group)
        .put("LifecycleTransition", transition())
        .put("NotificationTargetARN", target.orElse(null))
        .put("RoleARN", role.orElse(null))
        .put("NotificationMetadata", metadata.orElse(null))
        .put("HeartbeatTimeout", heartbeat.toSeconds())
        .put("GlobalTimeout", globalTimeout().toSeconds())
        .put("DefaultResult", defaultResult);
  }
}
