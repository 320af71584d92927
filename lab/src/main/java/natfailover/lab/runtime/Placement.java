package natfailover.lab.runtime;

/** A sandbox set aside for one event, in the state in which the event met it. */
record Placement(Start start, Sandbox sandbox) {}
