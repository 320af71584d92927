package natfailover.lab.simulation;

import java.time.Instant;

/** When an invocation last saw what: what was so before then it knows. */
final class Sight {
  private Instant instances = Instant.MIN;
  private Instant statuses = Instant.MIN;
  private Instant groups = Instant.MIN;
  private long version = -1;

  void saw(String action, World world) {
    switch (action) {
      case "DescribeInstances" -> instances = world.now();
      case "DescribeInstanceStatus" -> statuses = world.now();
      case "DescribeAutoScalingGroups" -> groups = world.now();
      case "DescribeRouteTables" -> version = world.region().version();
      default -> {
        // Says nothing that is judged.
      }
    }
  }

  /** When it last saw the groups and their tags. */
  Instant ofGroups() {
    return groups;
  }

  /** When it last saw the nodes. */
  Instant of() {
    return instances.isBefore(statuses) ? instances : statuses;
  }

  /** The region's version when it last looked at tables. */
  long version() {
    return version;
  }
}
