package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of Auto Scaling, in the shapes of 2026. */
final class ScalingEvents {
  private final World world;

  ScalingEvents(World world) {
    this.world = world;
  }

  void waiting(Group group, Member member, Wait wait) {
    Hook hook = wait.hook();
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("LifecycleActionToken", wait.token());
    detail.put("AutoScalingGroupName", group.name());
    detail.put("LifecycleHookName", hook.name());
    detail.put("EC2InstanceId", member.instance().id());
    detail.put("LifecycleTransition", hook.transition());
    hook.metadata().ifPresent(text -> detail.put("NotificationMetadata", text));
    direction(detail, hook.launching());
    String what = hook.launching() ? "launch" : "terminate";
    emit("EC2 Instance-" + what + " Lifecycle Action", List.of(group.arn()), detail);
  }

  void launched(Group group, Member member) {
    activity(group, member.activity(), Optional.of(member.instance().id()), "Launch Successful");
  }

  void notLaunched(Group group, Activity activity, Optional<String> instanceId) {
    activity(group, activity, instanceId, "Launch Unsuccessful");
  }

  void terminated(Group group, Member member) {
    Optional<String> id = Optional.of(member.instance().id());
    activity(group, member.activity(), id, "Terminate Successful");
  }

  private void activity(
      Group group, Activity activity, Optional<String> instanceId, String outcome) {
    boolean successful = outcome.endsWith(" Successful");
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("StatusCode", successful ? "InProgress" : "Failed");
    if (successful) {
      detail.put("Description", activity.description());
    }
    detail.put("AutoScalingGroupName", group.name());
    detail.put("ActivityId", activity.id());
    detail.set("Details", activity.details());
    detail.put("RequestId", activity.requestId());
    detail.put("StatusMessage", activity.statusMessage());
    detail.put("EndTime", activity.ended().orElse(world.now()).toString());
    detail.put("EC2InstanceId", instanceId.orElse(""));
    detail.put("StartTime", activity.started().toString());
    detail.put("Cause", activity.cause());
    direction(detail, outcome.startsWith("Launch"));
    List<String> resources = new ArrayList<>(List.of(group.arn()));
    instanceId.ifPresent(id -> resources.add(world.arn("ec2", "instance/" + id)));
    emit("EC2 Instance " + outcome, resources, detail);
  }

  private static void direction(ObjectNode detail, boolean launching) {
    detail.put("Origin", launching ? "EC2" : "AutoScalingGroup");
    detail.put("Destination", launching ? "AutoScalingGroup" : "EC2");
  }

  private void emit(String detailType, List<String> resources, ObjectNode detail) {
    world.emit("aws.autoscaling", detailType, resources, detail);
  }
}
