package natfailover.plan;

import java.util.List;

/**
 * An Auto Scaling group of the fleet.
 *
 * @param desired how many instances it is to have
 * @param recorded the marks that its tags hold
 * @param marks the marks that are to hold
 */
public record Group(String name, List<String> zones, int desired, Marks recorded, Marks marks) {
  /** Keeps an unmodifiable copy. */
  public Group {
    zones = List.copyOf(zones);
  }

  /** This group with other marks. */
  public Group with(Marks other) {
    return new Group(name, zones, desired, recorded, other);
  }
}
