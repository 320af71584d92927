package natfailover.onboarding;

import java.util.function.Consumer;

/**
 * Why on-boarding says something.
 *
 * @param name in words
 * @param story what brings it about, on a desk of its own; it ends with the request
 */
record Cause(String name, Consumer<Desk> story) {}
