package natfailover.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.plan.Action.Tag;
import natfailover.plan.Action.Untag;

/** Writes tags, EC2's and those of Auto Scaling groups, which have an API of their own. */
final class TagWrites {
  private final Clients clients;

  TagWrites(Clients clients) {
    this.clients = clients;
  }

  Call<Boolean> write(Tag tag) {
    return switch (tag.owner()) {
      case EC2 -> Writes.write("CreateTags", () -> createTags(tag.resource(), tag.tags()));
      case AUTO_SCALING ->
          Writes.write("CreateOrUpdateTags", () -> tagGroup(tag.resource(), tag.tags()));
    };
  }

  Call<Boolean> remove(Untag untag) {
    return switch (untag.owner()) {
      case EC2 -> Writes.write("DeleteTags", () -> deleteTags(untag.resource(), untag.keys()));
      case AUTO_SCALING ->
          Writes.write(
              "DeleteTags (Auto Scaling)", () -> untagGroup(untag.resource(), untag.keys()));
    };
  }

  private void createTags(String resource, Map<String, String> tags) {
    List<software.amazon.awssdk.services.ec2.model.Tag> all =
        tags.entrySet().stream()
            .map(
                tag ->
                    software.amazon.awssdk.services.ec2.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
            .toList();
    clients.ec2().createTags(r -> r.resources(resource).tags(all));
  }

  private void deleteTags(String resource, Set<String> keys) {
    List<software.amazon.awssdk.services.ec2.model.Tag> all =
        keys.stream()
            .sorted()
            .map(key -> software.amazon.awssdk.services.ec2.model.Tag.builder().key(key).build())
            .toList();
    clients.ec2().deleteTags(r -> r.resources(resource).tags(all));
  }

  private void tagGroup(String group, Map<String, String> tags) {
    clients
        .autoScaling()
        .createOrUpdateTags(
            r ->
                r.tags(
                    tags.entrySet().stream()
                        .map(tag -> groupTag(group, tag.getKey()).value(tag.getValue()).build())
                        .toList()));
  }

  private void untagGroup(String group, Set<String> keys) {
    clients
        .autoScaling()
        .deleteTags(
            r -> r.tags(keys.stream().sorted().map(key -> groupTag(group, key).build()).toList()));
  }

  private static software.amazon.awssdk.services.autoscaling.model.Tag.Builder groupTag(
      String group, String key) {
    return software.amazon.awssdk.services.autoscaling.model.Tag.builder()
        .resourceId(group)
        .resourceType("auto-scaling-group")
        .propagateAtLaunch(false)
        .key(key);
  }
}
