package natfailover.lab.gameday;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import natfailover.lab.region.Picture;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** Waits for what a run of a scenario has to come to, and keeps what it did not come to. */
final class Watch {
  private final Lab lab;
  private final Site site;
  private final Chronicle chronicle;
  private final Judge judge;
  private final List<String> failures = new ArrayList<>();
  private final int failedBefore;

  Watch(Lab lab, Site site, Chronicle chronicle) {
    this.lab = lab;
    this.site = site;
    this.chronicle = chronicle;
    this.judge = new Judge(site);
    this.failedBefore = lab.wires().failures().size();
  }

  /** Whether everything came to be as it should be in quiet times. */
  boolean cameUp(Duration patience) {
    return settles(patience, "the network came up");
  }

  /** Whether all was as it should be for a while without a break. */
  boolean calm(Duration patience, Duration stretch) {
    return await(
        patience,
        "all is calm",
        calmFor(stretch),
        picture -> judge.unsettled(picture).orElse("it was never calm for long"));
  }

  private Predicate<Picture> calmFor(Duration stretch) {
    AtomicReference<Instant> since = new AtomicReference<>(Instant.MAX);
    return picture -> {
      Instant begun =
          judge.settled(picture)
              ? since.updateAndGet(at -> at.equals(Instant.MAX) ? picture.at() : at)
              : Instant.MAX;
      since.set(begun);
      return !begun.equals(Instant.MAX) && !picture.at().isBefore(begun.plus(stretch));
    };
  }

  /** Has the broken zone's group make two nodes; whether both are ready. */
  boolean twoReady(Duration patience) {
    String group = site.groups().getOrDefault(site.zone(), "");
    lab.account()
        .autoScaling()
        .setDesiredCapacity(r -> r.autoScalingGroupName(group).desiredCapacity(2));
    return await(
        patience,
        "two nodes of the group are ready",
        picture -> judge.ready(picture).size() == 2,
        picture -> "of the group's nodes only " + judge.ready(picture) + " are ready");
  }

  /** Whether the broken zone's traffic came to leave by something else than the victim. */
  boolean rescued(Duration patience, String victim) {
    return await(
        patience,
        "rescued",
        picture -> judge.rescued(picture, victim),
        picture -> judge.notRescued(picture, victim).orElse("it was rescued too late"));
  }

  /** Whether all groups became complete and everything came home. */
  boolean cameHome(Duration patience) {
    if (!lab.await(patience, _ -> groups().stream().allMatch(Watch::complete))) {
      fail("a group is not complete: " + groups().stream().map(Watch::describe).toList());
    }
    return settles(patience, "all is home again");
  }

  private boolean settles(Duration patience, String what) {
    return await(
        patience,
        what,
        judge::settled,
        picture -> judge.unsettled(picture).orElse("it settled too late"));
  }

  /** Waits for a condition and writes down that it came true, or why it did not. */
  boolean await(
      Duration limit, String what, Predicate<Picture> condition, Function<Picture, String> whyNot) {
    boolean reached = lab.await(limit, condition);
    if (reached) {
      chronicle.note(what);
    } else {
      fail("%s, and that for %d s".formatted(whyNot.apply(lab.picture()), limit.toSeconds()));
    }
    return reached;
  }

  /** Lets time pass. */
  void look(Duration time) {
    lab.await(time, _ -> false);
  }

  /** Writes down what somebody did. */
  void note(String what) {
    chronicle.note(what);
  }

  void fail(String reason) {
    failures.add(reason);
    chronicle.note("FAILED: " + reason);
  }

  /** The node that carries the zone that is to be broken. */
  Optional<String> carrier() {
    return judge.carrier(lab.picture());
  }

  /** All that went wrong, the lab's own failures and those of the controller included. */
  List<String> failures() {
    List<String> all = new ArrayList<>(failures);
    all.addAll(lab.wires().failures().subList(failedBefore, lab.wires().failures().size()));
    return all;
  }

  private List<AutoScalingGroup> groups() {
    return lab.account()
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(site.groups().values()))
        .autoScalingGroups();
  }

  private static boolean complete(AutoScalingGroup group) {
    return group.instances().size() == group.desiredCapacity()
        && group.instances().stream()
            .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }

  private static String describe(AutoScalingGroup group) {
    return "%s has %s of %d"
        .formatted(
            group.autoScalingGroupName(),
            group.instances().stream()
                .map(each -> each.instanceId() + " " + each.lifecycleStateAsString())
                .toList(),
            group.desiredCapacity());
  }
}
