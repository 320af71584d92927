package natfailover.lab.region;

import java.util.List;

/** Opens lifecycle actions and watches their heartbeats. */
final class Waits {
  /** Who is told how a wait has ended. */
  interface Ending {
    void ended(Group group, Member member, Wait wait, String result);
  }

  private final World world;
  private final ScalingEvents events;
  private final Ending ending;

  Waits(World world, ScalingEvents events, Ending ending) {
    this.world = world;
    this.events = events;
    this.ending = ending;
  }

  /** All hooks of a transition are heard at once. */
  void open(Group group, Member member, List<Hook> hooks) {
    boolean launching = hooks.getFirst().launching();
    member.activity().waiting(launching ? "MidLifecycleAction" : "MidTerminatingLifecycleAction");
    for (Hook hook : hooks) {
      Wait wait = new Wait(hook, world.ids().uuid(), world.now());
      member.waits().add(wait);
      events.waiting(group, member, wait);
      watch(group, member, wait);
    }
  }

  private void watch(Group group, Member member, Wait wait) {
    world.agenda().plan(wait.deadline(), () -> look(group, member, wait));
  }

  private void look(Group group, Member member, Wait wait) {
    if (!member.waits().contains(wait)) {
      return;
    }
    if (wait.deadline().isAfter(world.now())) {
      watch(group, member, wait);
    } else {
      ending.ended(group, member, wait, wait.hook().defaultResult());
    }
  }
}
