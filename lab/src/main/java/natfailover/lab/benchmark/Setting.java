package natfailover.lab.benchmark;

import java.nio.file.Path;
import java.util.Optional;
import natfailover.lab.region.Latency;

/**
 * What every failover of a benchmark has in common.
 *
 * @param taskRoot the packaged controller: classes and lib/*.jar
 * @param handler its entry point
 * @param runtime AWS's runtime interface client and its companions
 * @param latency of every call
 * @param bucket whether the region holds callers to it
 */
record Setting(
    Path taskRoot, String handler, Path runtime, Latency latency, Optional<Bucket> bucket) {}
