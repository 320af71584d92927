package natfailover.plan;

import java.util.Optional;

/**
 * An instance's place in its Auto Scaling group.
 *
 * @param lifecycleWait the hook that holds it, where an event named it
 */
public record Membership(
    String group, Lifecycle lifecycle, Optional<LifecycleWait> lifecycleWait) {}
