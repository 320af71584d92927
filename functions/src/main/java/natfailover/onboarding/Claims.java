package natfailover.onboarding;

import java.util.Optional;
import natfailover.aws.Belonging;

/** Tells whose something is. */
final class Claims {
  /** CloudFormation's own tag on what it makes, which is not on all. */
  private static final String MAKER = "aws:cloudformation:stack-id";

  private final Enrolment enrolment;
  private final Event event;

  Claims(Enrolment enrolment, Event event) {
    this.enrolment = enrolment;
    this.event = event;
  }

  /** Whether a resource of this stack has on-boarded it. */
  boolean owned(Belonging thing) {
    return thing.tag(Belonging.OWNER).filter(owner -> owner.startsWith(event.stack())).isPresent();
  }

  /** Whether it is of the fleet, and a resource of this stack has on-boarded it. */
  boolean ours(Belonging thing) {
    return owned(thing) && thing.tag(Belonging.FLEET).filter(enrolment.fleet()::equals).isPresent();
  }

  /** Whether CloudFormation has made it for this stack, or for one that this one nests. */
  boolean made(Belonging thing) {
    return thing.tag(MAKER).filter(event::nests).isPresent();
  }

  /**
   * Why it is somebody else's.
   *
   * @param property which names it
   */
  Optional<Fault> stranger(Belonging thing, String property) {
    String out = "take it out of " + property + ", or first remove it from that ";
    Optional<String> other =
        thing.tag(Belonging.FLEET).filter(fleet -> !fleet.equals(enrolment.fleet()));
    if (other.isPresent()) {
      return Optional.of(
          new Fault(
              thing.id(),
              "is part of fleet '%s', not of '%s'".formatted(other.get(), enrolment.fleet()),
              out
                  + "fleet's stack or, once that is deleted, the tag "
                  + Belonging.FLEET
                  + " from it"));
    }
    return thing
        .tag(Belonging.OWNER)
        .filter(owner -> !owner.startsWith(event.stack()))
        .map(
            owner ->
                new Fault(
                    thing.id(),
                    "was on-boarded by another stack (" + owner + ")",
                    out + "stack: two owners would each hand it back"));
  }
}
