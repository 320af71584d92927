package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lifecycle hooks and the waits they open. */
final class HookActions {
  private record Open(Group group, Member member, Wait pause) {}

  private final AutoScaling scaling;

  HookActions(AutoScaling scaling) {
    this.scaling = scaling;
  }

  void register(Map<String, Action> actions) {
    actions.put("PutLifecycleHook", this::put);
    actions.put("DeleteLifecycleHook", this::delete);
    actions.put("DescribeLifecycleHooks", Action.read(this::describe));
    actions.put("CompleteLifecycleAction", this::complete);
    actions.put("RecordLifecycleActionHeartbeat", this::heartbeat);
  }

  private Supplier<Tree> put(Parameters parameters) {
    Group group = group(parameters);
    String name = parameters.required("LifecycleHookName");
    Hook hook = Hook.of(parameters, Optional.ofNullable(group.hooks().get(name)));
    if (!group.hooks().containsKey(name) && group.hooks().size() == 50) {
      throw ApiError.of("LimitExceeded", "A group has at most 50 lifecycle hooks");
    }
    return Action.silently(() -> group.hooks().put(name, hook));
  }

  /** Waits the hook has opened are not left hanging: launches are abandoned, ends go on. */
  private Supplier<Tree> delete(Parameters parameters) {
    Group group = group(parameters);
    String name = parameters.required("LifecycleHookName");
    if (!group.hooks().containsKey(name)) {
      throw ApiError.validation("No Lifecycle Hook found with name: " + name);
    }
    return Action.silently(
        () -> {
          group.hooks().remove(name);
          for (Open open : open(group, wait -> wait.hook().name().equals(name))) {
            String result = open.pause().hook().launching() ? "ABANDON" : "CONTINUE";
            scaling.lifecycle().complete(group, open.member(), open.pause(), result);
          }
        });
  }

  private Tree describe(Parameters parameters) {
    Group group = group(parameters);
    List<String> names = parameters.list("LifecycleHookNames");
    return new Tree()
        .list(
            "LifecycleHooks",
            group.hooks().values().stream()
                .filter(hook -> names.isEmpty() || names.contains(hook.name()))
                .map(hook -> hook.tree(group.name()))
                .toList());
  }

  private Supplier<Tree> complete(Parameters parameters) {
    String result = Hook.result(parameters.required("LifecycleActionResult"));
    Open open = open(parameters);
    return Action.silently(
        () -> scaling.lifecycle().complete(open.group(), open.member(), open.pause(), result));
  }

  private Supplier<Tree> heartbeat(Parameters parameters) {
    Open open = open(parameters);
    return Action.silently(() -> open.pause().beat(scaling.world().now()));
  }

  private Open open(Parameters parameters) {
    Group group = group(parameters);
    String hook = parameters.required("LifecycleHookName");
    Optional<String> token = parameters.text("LifecycleActionToken");
    Optional<String> instance = parameters.text("InstanceId");
    if (token.isEmpty() && instance.isEmpty()) {
      throw ApiError.validation("Give either LifecycleActionToken or InstanceId");
    }
    return open(group, wait -> wait.hook().name().equals(hook)).stream()
        .filter(open -> token.isEmpty() || open.pause().token().equals(token.get()))
        .filter(open -> instance.isEmpty() || open.member().instance().id().equals(instance.get()))
        .findFirst()
        .orElseThrow(() -> none(token, instance));
  }

  private static ApiError none(Optional<String> token, Optional<String> instance) {
    return ApiError.validation(
        "No active Lifecycle Action found with "
            + token.map(text -> "token " + text).orElse("instance ID " + instance.orElse("")));
  }

  private static List<Open> open(Group group, Predicate<Wait> wanted) {
    return group.members().stream()
        .flatMap(
            member ->
                member.waits().stream().filter(wanted).map(wait -> new Open(group, member, wait)))
        .toList();
  }

  private Group group(Parameters parameters) {
    return scaling.get(parameters.required("AutoScalingGroupName"));
  }
}
