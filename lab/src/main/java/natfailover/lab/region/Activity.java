package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A scaling activity: one launch or one termination, with its cause in AWS's words. */
final class Activity {
  private final String id;
  private final String requestId;
  private final String description;
  private final String cause;
  private final Instant started;
  private final ObjectNode details = JsonNodeFactory.instance.objectNode();
  private String status = "InProgress";
  private String statusMessage = "";
  private int progress = 50;
  private @Nullable Instant ended;

  Activity(World world, String description, String cause, Subnet subnet) {
    this.id = world.ids().uuid();
    this.requestId = world.ids().uuid();
    this.description = description;
    this.cause = cause;
    this.started = world.now();
    details.put("Subnet ID", subnet.id()).put("Availability Zone", subnet.zone());
  }

  String id() {
    return id;
  }

  String requestId() {
    return requestId;
  }

  String description() {
    return description;
  }

  String cause() {
    return cause;
  }

  String statusMessage() {
    return statusMessage;
  }

  Instant started() {
    return started;
  }

  Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  ObjectNode details() {
    return details.deepCopy();
  }

  void waiting(String hookStatus) {
    status = hookStatus;
  }

  void finish(String outcome, String message, Instant now) {
    status = outcome;
    statusMessage = message;
    progress = 100;
    ended = now;
  }

  Tree tree(String group, String groupArn) {
    return new Tree()
        .put("ActivityId", id)
        .put("AutoScalingGroupName", group)
        .put("AutoScalingGroupARN", groupArn)
        .put("Description", description)
        .put("Cause", cause)
        .put("StartTime", started)
        .put("EndTime", ended)
        .put("StatusCode", status)
        .put("StatusMessage", statusMessage.isEmpty() ? null : statusMessage)
        .put("Progress", progress)
        .put("Details", details);
  }
}
