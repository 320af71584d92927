package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import natfailover.lab.account.Account;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.Service;
import natfailover.lab.template.Formation;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/**
 * Makes Auto Scaling groups: waits until one has its nodes in service; replaces them one after the
 * other, the new one first, when what is launched has changed; empties one before it deletes it.
 */
public final class Groups implements Maker {
  private static final List<String> LAUNCHED =
      List.of("/MixedInstancesPolicy", "/VPCZoneIdentifier", "/AvailabilityZones");
  private final Query query;
  private final Account account;
  private final Predicate<BooleanSupplier> await;

  /**
   * A maker of groups.
   *
   * @param await waits until something is so; false when it does not come to that
   */
  public Groups(RegionServer region, Account account, Predicate<BooleanSupplier> await) {
    this.query = new Query(region);
    this.account = account;
    this.await = await;
  }

  @Override
  public Made create(String name, JsonNode properties) {
    query.call(Service.AUTOSCALING, "CreateAutoScalingGroup", parameters(properties));
    Made made = new Made(name(properties), Map.of());
    try {
      stabilize(made.ref(), properties.required("DesiredCapacity").asInt());
    } catch (StackFailed failed) {
      delete(made, properties);
      throw failed;
    }
    return made;
  }

  @Override
  public Made update(Made made, JsonNode before, JsonNode after) {
    List<String> old = members(made.ref());
    int wanted = after.required("DesiredCapacity").asInt();
    Map<String, String> parameters = parameters(after);
    parameters.keySet().removeIf(key -> key.startsWith("Tags.") || key.startsWith("Lifecycle"));
    query.call(Service.AUTOSCALING, "UpdateAutoScalingGroup", parameters);
    if (LAUNCHED.stream().anyMatch(each -> !before.at(each).equals(after.at(each)))) {
      stabilize(made.ref(), wanted);
      members(made.ref()).stream()
          .filter(old::contains)
          .forEach(each -> replace(made.ref(), each, wanted));
    }
    stabilize(made.ref(), wanted);
    return made;
  }

  /** "Temporarily setting autoscaling group MinSize and DesiredCapacity to …". */
  private void replace(String group, String obsolete, int wanted) {
    size(group, wanted + 1, wanted + 1);
    stabilize(group, wanted + 1);
    size(group, wanted, wanted + 1);
    account
        .autoScaling()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(obsolete).shouldDecrementDesiredCapacity(true));
    stabilize(group, wanted);
  }

  private void size(String group, int least, int desired) {
    account
        .autoScaling()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName(group).minSize(least).desiredCapacity(desired));
  }

  private void stabilize(String group, int wanted) {
    boolean stable =
        await.test(
            () -> {
              List<Instance> all = group(group).instances();
              return all.size() == wanted
                  && all.stream()
                      .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
            });
    if (!stable) {
      throw unstable(group);
    }
  }

  @Override
  public void delete(Made made, JsonNode properties) {
    String group = made.ref();
    account
        .autoScaling()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName(group).minSize(0).maxSize(0).desiredCapacity(0));
    if (!await.test(() -> group(group).instances().isEmpty())) {
      throw unstable(group);
    }
    account.autoScaling().deleteAutoScalingGroup(r -> r.autoScalingGroupName(group));
  }

  private StackFailed unstable(String group) {
    String members =
        group(group).instances().stream()
            .map(each -> each.instanceId() + " is " + each.lifecycleStateAsString())
            .collect(Collectors.joining(", "));
    return new StackFailed(
        "Group did not stabilize: " + group + (members.isEmpty() ? " is empty" : ", " + members));
  }

  private List<String> members(String group) {
    return group(group).instances().stream().map(Instance::instanceId).toList();
  }

  private AutoScalingGroup group(String name) {
    return account
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
        .autoScalingGroups()
        .getFirst();
  }

  private static String name(JsonNode properties) {
    return properties.required("AutoScalingGroupName").asText();
  }

  private static Map<String, String> parameters(JsonNode properties) {
    ObjectNode given = properties.deepCopy();
    given.put(
        "VPCZoneIdentifier",
        String.join(",", Formation.texts(properties.required("VPCZoneIdentifier"))));
    return Query.parameters(Service.AUTOSCALING, given);
  }
}
