package natfailover.plan;

import java.util.Optional;

/**
 * A lifecycle hook that holds an instance until somebody completes it.
 *
 * @param token absent in hand-made events and after a lost event; the instance id then names the
 *     wait
 */
public record LifecycleWait(
    String group, String hook, Optional<String> token, Transition transition) {}
