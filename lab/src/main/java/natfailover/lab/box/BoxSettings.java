package natfailover.lab.box;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a box is to behave.
 *
 * @param routePropagation how long after the API call packets follow a route or an association
 * @param addressPropagation the same for public and secondary private addresses
 * @param trackedSecurityGroups whether an instance's security group tracks flows, so that nothing
 *     comes in from the internet that it did not send for; else both directions are all open
 * @param folder where the instances' disks and logs are
 * @param conntrackd whether the image of the nodes has conntrackd
 * @param iptables whether the image of the nodes has iptables
 * @param python what the nodes' programs run on
 */
public record BoxSettings(
    Duration routePropagation,
    Duration addressPropagation,
    boolean trackedSecurityGroups,
    Path folder,
    boolean conntrackd,
    boolean iptables,
    String python) {
  private static final Duration TYPICAL = Duration.ofSeconds(1);

  /** A second of propagation, open security groups, and an image that has everything. */
  public static BoxSettings in(Path folder) {
    return new BoxSettings(
        TYPICAL, TYPICAL, false, folder.toAbsolutePath(), true, true, "/usr/bin/python3");
  }

  public BoxSettings withPropagation(Duration route, Duration address) {
    return new BoxSettings(
        route, address, trackedSecurityGroups, folder, conntrackd, iptables, python);
  }

  public BoxSettings withTrackedSecurityGroups(boolean value) {
    return new BoxSettings(
        routePropagation, addressPropagation, value, folder, conntrackd, iptables, python);
  }

  public BoxSettings withConntrackd(boolean value) {
    return new BoxSettings(
        routePropagation,
        addressPropagation,
        trackedSecurityGroups,
        folder,
        value,
        iptables,
        python);
  }

  public BoxSettings withIptables(boolean value) {
    return new BoxSettings(
        routePropagation,
        addressPropagation,
        trackedSecurityGroups,
        folder,
        conntrackd,
        value,
        python);
  }
}
