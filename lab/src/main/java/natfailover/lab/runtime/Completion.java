package natfailover.lab.runtime;

import java.time.Duration;

/** What a sandbox did with an event, and how long the handler took. */
record Completion(Outcome outcome, Duration duration) {}
