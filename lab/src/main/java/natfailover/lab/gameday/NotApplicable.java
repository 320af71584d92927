package natfailover.lab.gameday;

/** A scenario that was asked for and cannot be run in a network, and why. */
record NotApplicable(Network network, Scenario scenario, String reason) {}
