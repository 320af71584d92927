package natfailover.lab.runtime;

import java.time.Duration;

/**
 * One event's way through the function: {@code preparation} is the initialisation or restore it had
 * to wait for (zero when warm), {@code duration} runs from handing out the event to the answer.
 */
public record Invocation(
    String requestId, Start start, Duration preparation, Duration duration, Outcome outcome) {}
