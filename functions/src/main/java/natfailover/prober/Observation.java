package natfailover.prober;

import java.time.Duration;

/**
 * What came of one target.
 *
 * @param took from the beginning of the probe until this was known
 * @param detail the same in words, with the addresses
 */
record Observation(Target target, Outcome outcome, Duration took, String detail) {}
