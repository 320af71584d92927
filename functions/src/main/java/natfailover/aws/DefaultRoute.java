package natfailover.aws;

import java.util.Optional;

/**
 * A table's IPv4 default route as seen.
 *
 * @param target the id of what it points at; of an instance that of its network interface, which
 *     also names it where it has several
 * @param instance the instance that it points at, if it is one
 * @param dead whether AWS calls it a black hole
 * @param propagated whether a virtual private gateway announces it, so that nobody can replace it
 * @param holder the fleet's part that the target is, if it is one
 */
public record DefaultRoute(
    String target,
    Optional<String> instance,
    boolean dead,
    boolean propagated,
    Optional<Holder> holder) {
  /**
   * An instance or NAT gateway that is tagged as part of a fleet.
   *
   * @param ofGroup whether an Auto Scaling group made it, so that it goes when the fleet goes
   */
  public record Holder(String fleet, String id, boolean ofGroup) {}

  /** Whether it points there, by whichever of its names. */
  public boolean leadsTo(String id) {
    return target.equals(id) || instance.filter(id::equals).isPresent();
  }

  /** Whether it points at something of this fleet. */
  public boolean heldBy(String fleet) {
    return holder.filter(part -> part.fleet().equals(fleet)).isPresent();
  }
}
