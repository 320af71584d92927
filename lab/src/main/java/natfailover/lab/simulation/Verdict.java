package natfailover.lab.simulation;

import java.time.Duration;
import java.util.Optional;

/**
 * How a life went.
 *
 * @param dark the time without egress, of all zones together
 * @param digest the same for lives that went the same way
 */
record Verdict(
    long seed,
    Duration lived,
    Optional<Broken> broken,
    Duration dark,
    int invocations,
    Coverage coverage,
    long digest) {}
