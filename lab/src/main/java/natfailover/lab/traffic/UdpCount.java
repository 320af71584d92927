package natfailover.lab.traffic;

import natfailover.lab.traffic.UdpReport.Direction;

/**
 * What one end of a stream counted from the mark on.
 *
 * @param sender whether this end sent them, else it received them
 * @param gapMillis the longest time between two
 */
record UdpCount(int host, Direction direction, boolean sender, int count, double gapMillis) {}
