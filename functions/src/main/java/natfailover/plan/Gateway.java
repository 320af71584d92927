package natfailover.plan;

import java.util.Optional;

/**
 * A NAT gateway that the fleet may fall back to.
 *
 * @param zone empty for a regional gateway
 * @param available whether AWS says it works
 */
public record Gateway(String id, Optional<String> zone, boolean available) {}
