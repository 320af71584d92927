package natfailover.lab.region;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An Auto Scaling group: what it is to be, its members, hooks, tags and history. */
final class Group {
  /** A group's tag; only some are handed on to instances. */
  record GroupTag(String value, boolean propagated) {}

  private final String name;
  private final String arn;
  private final Instant created;
  private final Map<String, Hook> hooks = new LinkedHashMap<>();
  private final Map<String, GroupTag> tags = new LinkedHashMap<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Activity> activities = new ArrayList<>();
  private final Backoff backoff = new Backoff();
  private GroupSpecification specification;
  private boolean deleting;
  private @Nullable Instant checkDue;
  private String reason = "";
  private int owedReplacements;

  Group(World world, String name, GroupSpecification specification) {
    this.name = name;
    this.specification = specification;
    this.created = world.now();
    this.arn =
        world.arn(
            "autoscaling",
            "autoScalingGroup:" + world.ids().uuid() + ":autoScalingGroupName/" + name);
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  GroupSpecification specification() {
    return specification;
  }

  /** Changes what the group is to be; the reason is told by the activities that follow. */
  void specification(GroupSpecification changed, String why) {
    specification = changed;
    reason = why;
  }

  String reason() {
    return reason;
  }

  void owe() {
    owedReplacements++;
  }

  /** Whether the next launch replaces an unhealthy instance, and if so, that one is settled. */
  boolean settleReplacement() {
    boolean owed = owedReplacements > 0;
    owedReplacements -= owed ? 1 : 0;
    return owed;
  }

  Map<String, Hook> hooks() {
    return hooks;
  }

  List<Hook> hooks(boolean launching) {
    return hooks.values().stream().filter(hook -> hook.launching() == launching).toList();
  }

  Map<String, GroupTag> tags() {
    return tags;
  }

  List<Member> members() {
    return members;
  }

  Optional<Member> member(String instanceId) {
    return members.stream().filter(m -> m.instance().id().equals(instanceId)).findFirst();
  }

  List<Activity> activities() {
    return activities;
  }

  Backoff backoff() {
    return backoff;
  }

  boolean deleting() {
    return deleting;
  }

  void delete() {
    deleting = true;
  }

  Optional<Instant> checkDue() {
    return Optional.ofNullable(checkDue);
  }

  void checkDue(@Nullable Instant due) {
    checkDue = due;
  }

  /** The tags every instance of the group is launched with. */
  Map<String, String> instanceTags() {
    Map<String, String> launchTags = new LinkedHashMap<>();
    tags.forEach(
        (key, tag) -> {
          if (tag.propagated()) {
            launchTags.put(key, tag.value());
          }
        });
    launchTags.put("aws:autoscaling:groupName", name);
    launchTags.put("aws:ec2launchtemplate:id", specification.template().id());
    launchTags.put("aws:ec2launchtemplate:version", "1");
    return launchTags;
  }

  Tree tree(boolean withInstances) {
    return new GroupTree(this).whole(withInstances);
  }

  List<Tree> tagTrees() {
    return tags.entrySet().stream()
        .map(tag -> GroupTree.tag(name, tag.getKey(), tag.getValue()))
        .toList();
  }
}
