package natfailover.lab.gameday;

import java.util.Optional;

/**
 * A site that is ready for its fault.
 *
 * @param site as it is now; a hand-built instance may have been retired
 * @param victim what carries the traffic; nothing where the site did not become ready
 */
record Rehearsed(Site site, Optional<String> victim) {}
