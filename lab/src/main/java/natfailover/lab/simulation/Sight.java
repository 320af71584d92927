package natfailover.lab.simulation;

import java.time.Instant;

/** When an invocation last saw the nodes: what was so before then it knows. */
final class Sight {
  private Instant instances = Instant.MIN;
  private Instant statuses = Instant.MIN;

  void saw(String action, Instant at) {
    switch (action) {
      case "DescribeInstances" -> instances = at;
      case "DescribeInstanceStatus" -> statuses = at;
      default -> {
        // Says nothing of a node's fitness.
      }
    }
  }

  Instant of() {
    return instances.isBefore(statuses) ? instances : statuses;
  }
}
