package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What can be done to instances once they are launched. */
final class InstanceActions {
  private final Ec2 ec2;
  private final Machines machines;

  InstanceActions(Ec2 ec2, Machines machines) {
    this.ec2 = ec2;
    this.machines = machines;
  }

  void register(Map<String, Action> actions) {
    actions.put("StartInstances", this::start);
    actions.put("StopInstances", this::stop);
    actions.put("TerminateInstances", this::terminate);
    actions.put("ModifyInstanceAttribute", this::modify);
  }

  private Supplier<Tree> start(Parameters parameters) {
    List<Instance> instances = instances(parameters);
    instances.forEach(
        each -> {
          if (each.state().ending() || each.state() == InstanceState.STOPPING) {
            throw notInState(each, "started");
          }
          if (!ec2.zones().hasCapacity(each.subnet().zone())) {
            throw ec2.zones().insufficient(each.specification().type(), each.subnet().zone());
          }
        });
    return change(instances, machines::start);
  }

  private Supplier<Tree> stop(Parameters parameters) {
    List<Instance> instances = instances(parameters);
    for (Instance each : instances) {
      if (each.state().ending()) {
        throw notInState(each, "stopped");
      }
      if (each.spot()) {
        throw ApiError.of(
            "UnsupportedOperation",
            "You can't stop the Spot Instance '"
                + each.id()
                + "' because it is associated with a one-time Spot Instance request. You can only"
                + " stop Spot Instances associated with persistent Spot Instance requests.");
      }
    }
    return change(instances, each -> machines.stop(each, StateReason.USER));
  }

  private Supplier<Tree> terminate(Parameters parameters) {
    return change(instances(parameters), each -> machines.terminate(each, StateReason.USER));
  }

  private Supplier<Tree> modify(Parameters parameters) {
    Instance instance = ec2.instances().get(parameters.required("InstanceId"));
    boolean named = parameters.text("Attribute").equals(Optional.of("sourceDestCheck"));
    boolean check = parameters.requiredFlag(named ? "Value" : "SourceDestCheck.Value");
    NetworkInterface only = instance.onlyInterface();
    return Action.done(() -> only.sourceDestCheck(check));
  }

  private List<Instance> instances(Parameters parameters) {
    List<String> ids = parameters.list("InstanceId");
    if (ids.isEmpty()) {
      throw ApiError.missing("InstanceId");
    }
    return ids.stream().distinct().map(ec2.instances()::get).toList();
  }

  private static Supplier<Tree> change(List<Instance> instances, Consumer<Instance> change) {
    return () ->
        new Tree()
            .list("instancesSet", instances.stream().map(each -> change(each, change)).toList());
  }

  private static Tree change(Instance instance, Consumer<Instance> change) {
    Tree before = instance.state().tree();
    change.accept(instance);
    return new Tree()
        .put("instanceId", instance.id())
        .put("currentState", instance.state().tree())
        .put("previousState", before);
  }

  private static ApiError notInState(Instance instance, String wanted) {
    return ApiError.of(
        "IncorrectInstanceState",
        "The instance '"
            + instance.id()
            + "' is not in a state from which it can be "
            + wanted
            + ".");
  }
}
