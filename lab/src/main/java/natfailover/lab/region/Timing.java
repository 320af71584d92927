package natfailover.lab.region;

import java.time.Duration;

/**
 * How long things take in the region.
 *
 * @param pending from launch or start to running
 * @param terminatedVisible how long Describe still shows a terminated instance or NAT gateway
 * @param statusCheck from running until the status checks leave initializing
 * @param hookDelay from launch to Pending:Wait; a node can be ready before its wait begins
 * @param proceed from a completed launch wait to InService
 * @param groupCheck how often a group looks at its instances
 * @param launchRetry first wait after a failed launch; it doubles up to {@code launchRetryLimit}
 * @param impairedPatience how long a group waits for AWS to fix an impaired instance
 */
public record Timing(
    Duration pending,
    Duration stopping,
    Duration shuttingDown,
    Duration terminatedVisible,
    Duration statusCheck,
    Duration hookDelay,
    Duration proceed,
    Duration groupCheck,
    Duration launchRetry,
    Duration launchRetryLimit,
    Duration impairedPatience,
    Duration natGateway,
    Duration spotNotice) {

  /** Figures of the size AWS shows for a small Linux instance. */
  public static Timing typical() {
    return new Timing(
        Duration.ofSeconds(4),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        Duration.ofMinutes(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(5),
        Duration.ofMinutes(3),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2));
  }

  /** The same order of things with every wait divided, for demonstrations and fast tests. */
  public Timing dividedBy(int factor) {
    return new Timing(
        pending.dividedBy(factor),
        stopping.dividedBy(factor),
        shuttingDown.dividedBy(factor),
        terminatedVisible,
        statusCheck.dividedBy(factor),
        hookDelay.dividedBy(factor),
        proceed.dividedBy(factor),
        groupCheck.dividedBy(factor),
        launchRetry.dividedBy(factor),
        launchRetryLimit.dividedBy(factor),
        impairedPatience.dividedBy(factor),
        natGateway.dividedBy(factor),
        spotNotice.dividedBy(factor));
  }

  public Timing withGroupCheck(Duration value) {
    return new Timing(
        pending,
        stopping,
        shuttingDown,
        terminatedVisible,
        statusCheck,
        hookDelay,
        proceed,
        value,
        launchRetry,
        launchRetryLimit,
        impairedPatience,
        natGateway,
        spotNotice);
  }
}
