package natfailover.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Hook;
import natfailover.doctor.Picture.Launch;
import natfailover.plan.Group;

/** Whether groups hold their nodes long enough, and can launch one at all. */
final class GroupChecks {
  /** What EC2 takes as the key of a tag that an instance is to see in its metadata. */
  private static final Pattern KEY = Pattern.compile("(?!(\\.|\\.\\.|_index)$)[\\w+=.,:@-]+");

  private final Picture picture;

  GroupChecks(Picture picture) {
    this.picture = picture;
  }

  /**
   * What a hook is for, how long it has to hold where the event about it was lost, and how the
   * fleet's template has it.
   */
  private enum Purpose {
    LAUNCHING(
        "a node would be in service before it has proved itself",
        "a boot and a sweep",
        180,
        "nat-failover-launch --lifecycle-transition autoscaling:EC2_INSTANCE_LAUNCHING"
            + " --heartbeat-timeout 300 --default-result ABANDON"),
    TERMINATING(
        "a node would end before its traffic has moved",
        "a sweep that moves its traffic",
        90,
        "nat-failover-terminate --lifecycle-transition autoscaling:EC2_INSTANCE_TERMINATING"
            + " --heartbeat-timeout 120 --default-result CONTINUE");

    private final String loss;
    private final String need;
    private final int leastSeconds;
    private final String deployed;

    Purpose(String loss, String need, int leastSeconds, String deployed) {
      this.loss = loss;
      this.need = need;
      this.leastSeconds = leastSeconds;
      this.deployed = deployed;
    }

    List<Diagnosis> judge(Group group, List<Hook> hooks) {
      List<Hook> own =
          hooks.stream()
              .filter(hook -> hook.group().equals(group.name()))
              .filter(hook -> hook.launching() == (this == LAUNCHING))
              .toList();
      return own.isEmpty()
          ? List.of(missing(group))
          : own.stream()
              .filter(hook -> hook.heartbeatSeconds() < leastSeconds)
              .map(this::tooShort)
              .toList();
    }

    private Diagnosis missing(Group group) {
      return FleetComplaint.HOOK_MISSING.of(group.name(), name(), loss, deployed);
    }

    private Diagnosis tooShort(Hook hook) {
      return FleetComplaint.HEARTBEAT_TOO_SHORT.of(
          hook.group(), hook.name(), hook.heartbeatSeconds(), need, leastSeconds);
    }
  }

  List<Diagnosis> hooks() {
    return picture.hooks().judged(Check.HOOKS, this::hooks);
  }

  private List<Diagnosis> hooks(List<Hook> hooks) {
    List<Diagnosis> found = new ArrayList<>();
    for (Group group : picture.fleet().groups()) {
      for (Purpose purpose : Purpose.values()) {
        found.addAll(purpose.judge(group, hooks));
      }
    }
    return found;
  }

  List<Diagnosis> tagKeys() {
    return picture
        .launches()
        .judged(
            Check.TAG_KEYS, launches -> launches.stream().flatMap(GroupChecks::tagKeys).toList());
  }

  private static Stream<Diagnosis> tagKeys(Launch launch) {
    return launch.metadataTags()
        ? launch.keys().stream()
            .filter(key -> !KEY.matcher(key).matches())
            .sorted()
            .map(key -> FleetComplaint.TAG_KEY_BREAKS_LAUNCH.of(launch.group(), key))
        : Stream.empty();
  }
}
