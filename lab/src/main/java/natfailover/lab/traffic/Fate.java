package natfailover.lab.traffic;

/**
 * What became of a connection.
 *
 * @param port the host's own
 */
record Fate(Kind kind, int port, boolean alive) {}
