package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;

import java.util.List;

/** Lifecycle hooks of a group, and waits that there are not. */
final class HookTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.refusal(
              "(beat|complete) what does not wait",
              "400 ValidationError > 500 no code",
              "moto has neither CompleteLifecycleAction nor RecordLifecycleActionHeartbeat"),
          AWS_DOCUMENTS_NEITHER.refusal(
              "delete it again",
              "400 ValidationError > accepted",
              "moto deletes a hook that there is not; AWS does not say whether that is an error"),
          AWS_DOCUMENTS_OURS.of(
              "hooks",
              "/LifecycleHooks\\[0]/GlobalTimeout",
              "12000 > 172800",
              "moto's hooks always end after two days; AWS's after a hundred timeouts if that is"
                  + " sooner"),
          AWS_DOCUMENTS_OURS.of(
              "hooks",
              "/LifecycleHooks\\[0]/NotificationMetadata",
              "fleet=lab > absent",
              "moto drops a hook's metadata; AWS keeps it"),
          AWS_DOCUMENTS_OURS.of(
              "hooks",
              "/LifecycleHooks\\[0]/(NotificationTargetARN|RoleARN)",
              "absent > arn:.*",
              "moto invents a target and a role for every hook; AWS tells those given"));

  @Override
  public void play(Stage stage) {
    String group = new ScalingSite(Site.on(stage)).group("hooks", 0);
    hooks(stage, group);
    deletion(stage, group);
  }

  private static void hooks(Stage stage, String group) {
    var scaling = stage.scaling();
    stage.ask(
        "put a hook",
        () ->
            scaling.putLifecycleHook(
                r ->
                    r.autoScalingGroupName(group)
                        .lifecycleHookName("leave")
                        .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                        .heartbeatTimeout(120)
                        .notificationMetadata("fleet=lab")
                        .defaultResult("CONTINUE")));
    stage.ask("hooks", () -> scaling.describeLifecycleHooks(r -> r.autoScalingGroupName(group)));
    stage.ask(
        "complete what does not wait",
        () ->
            scaling.completeLifecycleAction(
                r ->
                    r.autoScalingGroupName(group)
                        .lifecycleHookName("leave")
                        .instanceId("i-0123456789abcdef0")
                        .lifecycleActionResult("CONTINUE")));
    stage.ask(
        "beat what does not wait",
        () ->
            scaling.recordLifecycleActionHeartbeat(
                r ->
                    r.autoScalingGroupName(group)
                        .lifecycleHookName("leave")
                        .instanceId("i-0123456789abcdef0")));
  }

  private static void deletion(Stage stage, String group) {
    var scaling = stage.scaling();
    stage.ask(
        "delete the hook",
        () ->
            scaling.deleteLifecycleHook(
                r -> r.autoScalingGroupName(group).lifecycleHookName("leave")));
    stage.ask("no hooks", () -> scaling.describeLifecycleHooks(r -> r.autoScalingGroupName(group)));
    stage.ask(
        "delete it again",
        () ->
            scaling.deleteLifecycleHook(
                r -> r.autoScalingGroupName(group).lifecycleHookName("leave")));
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
