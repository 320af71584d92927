package natfailover.plan;

import java.util.Optional;

/**
 * An Elastic IP of the fleet.
 *
 * @param allocation its allocation id
 * @param zone the zone whose egress address it is
 * @param networkInterface where it is associated now
 * @param privateAddress the private address it stands for there
 * @param brought whether it is the user's own, which on-boarding took in
 */
public record Address(
    String allocation,
    String publicIp,
    String zone,
    Optional<String> networkInterface,
    Optional<String> privateAddress,
    boolean brought) {}
