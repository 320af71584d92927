package natfailover.lab.gameday;

import natfailover.lab.traffic.LoadReport;

/**
 * How a tutorial's own NAT instance fared with nobody to help it.
 *
 * @param fault what was done to it
 * @param watchedMillis how long anybody looked
 */
record Baseline(Network network, String fault, double watchedMillis, LoadReport saw) {}
