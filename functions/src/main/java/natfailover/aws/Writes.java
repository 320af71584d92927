package natfailover.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import natfailover.aws.Failure.Meaning;
import natfailover.doctor.Picture.Permission;
import natfailover.plan.Action;
import natfailover.plan.Action.CompleteLifecycle;
import natfailover.plan.Action.Condemn;
import natfailover.plan.Action.DisableSourceDestCheck;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.PointRoute;
import natfailover.plan.Action.Tag;
import natfailover.plan.Action.TryAddress;
import natfailover.plan.Action.Untag;
import natfailover.plan.Egress;
import natfailover.plan.LifecycleWait;
import natfailover.plan.Transition;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;

/** Turns actions into calls, each safe to make again. */
final class Writes {
  private final Clients clients;
  private final TagWrites tags;
  private final RouteWrites routes;

  Writes(Clients clients) {
    this.clients = clients;
    this.tags = new TagWrites(clients);
    this.routes = new RouteWrites(clients);
  }

  /** The call that carries an action out. */
  Call<Boolean> call(Action action) {
    return switch (action) {
      case PointRoute route -> point(route);
      case MoveAddress move -> write("AssociateAddress", () -> associate(move, false));
      case TryAddress(MoveAddress move) -> write("AssociateAddress", () -> permitted(move));
      case DisableSourceDestCheck check ->
          write("ModifyNetworkInterfaceAttribute", () -> disable(check));
      case CompleteLifecycle complete -> write("CompleteLifecycleAction", () -> complete(complete));
      case Condemn condemn -> write("SetInstanceHealth", () -> condemn(condemn));
      case Tag tag -> tags.write(tag);
      case Untag untag -> tags.remove(untag);
    };
  }

  /** A write has no answer of interest but that it was accepted. */
  static Call<Boolean> write(String api, Runnable body) {
    return new Call<>(
        api,
        true,
        () -> {
          body.run();
          return true;
        });
  }

  /**
   * Creates or replaces by what was seen. A route that is no longer there is created; one that has
   * come since is somebody's, perhaps a better one, and is looked at again before it is replaced.
   */
  private Call<Boolean> point(PointRoute route) {
    String table = route.table().id();
    String target = route.networkInterface().orElseGet(() -> route.target().id());
    return route.table().egress().kind() == Egress.Kind.NONE
        ? write("CreateRoute", () -> routes.create(table, target))
        : write("ReplaceRoute", () -> routes.replaceOrCreate(table, target));
  }

  /** EC2 answers a dry run by an error either way. */
  private void permitted(MoveAddress move) {
    try {
      associate(move, true);
    } catch (SdkException answer) {
      if (ErrorCodes.permission(answer).filter(Permission.GRANTED::equals).isEmpty()) {
        throw answer;
      }
    }
  }

  /** An address that was with nobody is not taken from whom it has come to since. */
  private void associate(MoveAddress move, boolean dryRun) {
    clients
        .ec2()
        .associateAddress(
            r ->
                r.allocationId(move.address().allocation())
                    .networkInterfaceId(move.attachment().networkInterface().orElseThrow())
                    .privateIpAddress(move.privateAddress())
                    .dryRun(dryRun)
                    .allowReassociation(move.address().networkInterface().isPresent()));
  }

  private void disable(DisableSourceDestCheck check) {
    clients
        .ec2()
        .modifyNetworkInterfaceAttribute(
            r ->
                r.networkInterfaceId(check.networkInterface())
                    .sourceDestCheck(value -> value.value(false)));
  }

  /** Of several hooks some may have been ended before; that is no news unless none is left. */
  private void complete(CompleteLifecycle complete) {
    List<String> hooks =
        complete
            .membership()
            .lifecycleWait()
            .map(lifecycleWait -> List.of(lifecycleWait.hook()))
            .orElseGet(() -> hooks(complete.membership().group(), complete.transition()));
    if (hooks.isEmpty()) {
      throw new IllegalStateException(
          "group %s has no hook for %s, though %s waits for one"
              .formatted(
                  complete.membership().group(), complete.transition(), complete.resource()));
    }
    List<SdkException> over = new ArrayList<>();
    for (String hook : hooks) {
      try {
        complete(complete, hook);
      } catch (SdkException exception) {
        if (ErrorCodes.failure(exception).meaning() != Meaning.NO_ACTIVE_LIFECYCLE_ACTION) {
          throw exception;
        }
        over.add(exception);
      }
    }
    if (over.size() == hooks.size()) {
      throw over.getFirst();
    }
  }

  private void complete(CompleteLifecycle complete, String hook) {
    Optional<String> token = complete.membership().lifecycleWait().flatMap(LifecycleWait::token);
    clients
        .autoScaling()
        .completeLifecycleAction(
            r ->
                r.autoScalingGroupName(complete.membership().group())
                    .lifecycleHookName(hook)
                    .instanceId(complete.resource())
                    .lifecycleActionToken(token.orElse(null))
                    .lifecycleActionResult(complete.verdict().name()));
  }

  /**
   * The sweep may find an instance held by a hook whose event was lost; the group knows its name.
   */
  private List<String> hooks(String group, Transition transition) {
    String wanted = "autoscaling:EC2_INSTANCE_" + transition.name();
    return clients
        .autoScaling()
        .describeLifecycleHooks(r -> r.autoScalingGroupName(group))
        .lifecycleHooks()
        .stream()
        .filter(hook -> wanted.equals(hook.lifecycleTransition()))
        .map(LifecycleHook::lifecycleHookName)
        .toList();
  }

  private void condemn(Condemn condemn) {
    clients
        .autoScaling()
        .setInstanceHealth(
            r ->
                r.instanceId(condemn.resource())
                    .healthStatus("Unhealthy")
                    .shouldRespectGracePeriod(false));
  }
}
