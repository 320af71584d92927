package natfailover.lab.region;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A member's way through a group: launch, waits, service, waits again, termination. */
final class Lifecycle {
  private final World world;
  private final Machines machines;
  private final ScalingEvents events;
  private final Waits waits;
  private final Consumer<Group> onCapacityChange;

  Lifecycle(Machines machines, World world, Consumer<Group> onCapacityChange) {
    this.world = world;
    this.machines = machines;
    this.events = new ScalingEvents(world);
    this.waits = new Waits(world, events, this::complete);
    this.onCapacityChange = onCapacityChange;
  }

  ScalingEvents events() {
    return events;
  }

  void launched(Group group, Member member) {
    group.members().add(member);
    world.after(world.timing().hookDelay(), () -> arrive(group, member));
  }

  private void arrive(Group group, Member member) {
    if (member.state() != LifecycleState.PENDING) {
      return;
    }
    List<Hook> hooks = group.hooks(true);
    if (hooks.isEmpty()) {
      ready(group, member);
    } else {
      member.enter(LifecycleState.PENDING_WAIT, world.now());
      waits.open(group, member, hooks);
    }
  }

  /** Ends one wait; an abandoned launch is terminated, an abandoned end skips other hooks. */
  void complete(Group group, Member member, Wait wait, String result) {
    member.waits().remove(wait);
    boolean abandoned = result.equals("ABANDON");
    if (abandoned && wait.hook().launching()) {
      group.owe();
      String cause =
          "an instance was taken out of service in response to a lifecycle action"
              + " being abandoned.";
      terminate(group, member, new Leave(at(cause), keepsPlace(), true));
      onCapacityChange.accept(group);
      return;
    }
    if (abandoned) {
      member.waits().clear();
    }
    if (member.waits().isEmpty()) {
      proceed(group, member);
    }
  }

  private boolean keepsPlace() {
    return world.settings().launchWaitsForTermination();
  }

  private void proceed(Group group, Member member) {
    if (member.state() == LifecycleState.PENDING_WAIT) {
      member.enter(LifecycleState.PENDING_PROCEED, world.now());
      world.after(world.timing().proceed(), () -> ready(group, member));
    } else {
      member.enter(LifecycleState.TERMINATING_PROCEED, world.now());
      end(group, member);
    }
  }

  private void ready(Group group, Member member) {
    member.ready();
    serve(group, member);
  }

  private void serve(Group group, Member member) {
    if (member.servesWhenRunning() && member.instance().state() == InstanceState.RUNNING) {
      member.enter(LifecycleState.IN_SERVICE, world.now());
      member.activity().finish("Successful", "", world.now());
      events.launched(group, member);
      onCapacityChange.accept(group);
    }
  }

  /**
   * How a member leaves.
   *
   * @param keepsPlace whether its replacement waits until it has gone
   * @param hooks whether the group's terminate hooks are heard
   */
  record Leave(String cause, boolean keepsPlace, boolean hooks) {}

  void terminate(Group group, Member member, Leave leave) {
    if (member.state().leaving()) {
      return;
    }
    if (member.inServiceSince().isEmpty()) {
      launchFailed(group, member);
    }
    Instance instance = member.instance();
    member.waits().clear();
    member.keepPlace(leave.keepsPlace());
    member.enter(LifecycleState.TERMINATING, world.now());
    String description = "Terminating EC2 instance: " + instance.id();
    member.activity(new Activity(world, description, leave.cause(), instance.subnet()));
    group.activities().addFirst(member.activity());
    List<Hook> hooks = leave.hooks() ? group.hooks(false) : List.of();
    if (hooks.isEmpty()) {
      end(group, member);
    } else {
      member.enter(LifecycleState.TERMINATING_WAIT, world.now());
      waits.open(group, member, hooks);
    }
  }

  private void launchFailed(Group group, Member member) {
    Instance instance = member.instance();
    String message =
        instance
            .reason()
            .map(
                reason ->
                    "Instance became unhealthy while waiting for instance to be in InService"
                        + " state. Termination Reason: "
                        + reason.text())
            .orElse("Instance failed to complete user's Lifecycle Action");
    member.activity().finish("Cancelled", message, world.now());
    events.notLaunched(group, member.activity(), Optional.of(instance.id()));
  }

  private void end(Group group, Member member) {
    if (member.instance().state() == InstanceState.TERMINATED) {
      gone(group, member);
    } else {
      machines.terminate(member.instance(), StateReason.USER);
    }
  }

  private void gone(Group group, Member member) {
    group.members().remove(member);
    member.activity().finish("Successful", "", world.now());
    events.terminated(group, member);
    onCapacityChange.accept(group);
  }

  /** Hears that a member's instance has changed state. */
  void instanceChanged(Group group, Member member) {
    boolean waiting = member.state() == LifecycleState.TERMINATING_WAIT;
    if (member.instance().state() == InstanceState.TERMINATED
        && member.state().leaving()
        && !waiting) {
      gone(group, member);
    } else {
      serve(group, member);
    }
  }

  String at(String what) {
    return "At " + world.now().truncatedTo(ChronoUnit.SECONDS) + " " + what;
  }
}
