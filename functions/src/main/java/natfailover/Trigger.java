package natfailover;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import natfailover.plan.Evidence;

/** What woke the controller, said in the controller's own words: look now, and where. */
public sealed interface Trigger {
  /** The kind of event, as the report names it: a detail type, a notification or a command. */
  String kind();

  /** What the event is about: an instance, a group, an alarm, a fleet; may be empty. */
  String subject();

  /** Look at every fleet: the schedule, or news that names no instance. */
  record Sweep(String kind, String subject) implements Trigger {}

  /** Look at one fleet, with what the event alone can tell about its instances. */
  record Signal(String kind, String subject, Scope scope, List<Evidence> evidence)
      implements Trigger {
    /** Keeps an unmodifiable copy. */
    public Signal {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * An operator's order.
   *
   * @param zone present for the verbs that act on one zone
   * @param duration how long a drain or a pause lasts
   */
  record Command(
      String kind,
      String subject,
      Verb verb,
      String fleet,
      Optional<String> zone,
      Duration duration,
      boolean dryRun,
      Optional<String> reason)
      implements Trigger {}

  /** Understood, and nothing for us to do. */
  record Ignored(String kind, String subject, String because) implements Trigger {}

  /**
   * Not understood, and nothing was changed.
   *
   * @param field the full path of what is wrong
   * @param message what was found and what is allowed
   * @param command whether it was meant as a command, so that its sender waits for the answer
   */
  record NotUnderstood(String kind, String subject, String field, String message, boolean command)
      implements Trigger {}

  /** Where to look. */
  sealed interface Scope {
    /** The fleet, if any, that this instance belongs to. */
    record Instance(String id) implements Scope {}

    /** The fleet, if any, that this Auto Scaling group belongs to. */
    record Group(String name) implements Scope {}

    /** The fleet of this name, and the instances that its event names, who sent it first. */
    record FleetNamed(String name, Set<String> instanceIds) implements Scope {
      /** Keeps an unmodifiable copy in the given order. */
      public FleetNamed {
        instanceIds = Collections.unmodifiableSet(new LinkedHashSet<>(instanceIds));
      }
    }
  }

  /** What an operator can order. */
  enum Verb {
    STATUS,
    FAILOVER,
    FAILBACK,
    DRAIN,
    PAUSE,
    RESUME,
    DOCTOR;

    /** Whether it looks and changes nothing, dry run or not. */
    boolean onlyLooks() {
      return this == STATUS || this == DOCTOR;
    }
  }
}
