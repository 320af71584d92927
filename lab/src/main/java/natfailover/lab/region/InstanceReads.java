package natfailover.lab.region;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be read of instances: themselves, their status, their attributes. */
final class InstanceReads {
  private static final Listing INSTANCES =
      new Listing(
          "reservationSet",
          "InstanceId",
          5,
          1000,
          true,
          Filters.Paths.of(
              "instance-id instanceId",
              "instance-state-name instanceState/name",
              "instance-state-code instanceState/code",
              "instance-type instanceType",
              "instance-lifecycle instanceLifecycle",
              "image-id imageId",
              "architecture architecture",
              "availability-zone placement/availabilityZone",
              "availability-zone-id placement/availabilityZoneId",
              "ip-address ipAddress",
              "launch-time launchTime",
              "private-ip-address privateIpAddress",
              "reason reason",
              "reservation-id reservationId",
              "source-dest-check sourceDestCheck",
              "state-reason-code stateReason/code",
              "state-reason-message stateReason/message",
              "subnet-id subnetId",
              "vpc-id vpcId",
              "tenancy placement/tenancy",
              "network-interface.network-interface-id networkInterfaceSet/networkInterfaceId",
              "network-interface.subnet-id networkInterfaceSet/subnetId",
              "network-interface.vpc-id networkInterfaceSet/vpcId",
              "network-interface.status networkInterfaceSet/status",
              "network-interface.private-ip-address networkInterfaceSet/privateIpAddress",
              "network-interface.source-dest-check networkInterfaceSet/sourceDestCheck",
              "network-interface.addresses.private-ip-address"
                  + " networkInterfaceSet/privateIpAddressesSet/privateIpAddress",
              "network-interface.addresses.association.public-ip"
                  + " networkInterfaceSet/privateIpAddressesSet/association/publicIp",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private static final Listing STATUSES =
      new Listing(
          "instanceStatusSet",
          "InstanceId",
          5,
          1000,
          true,
          Filters.Paths.of(
              "availability-zone availabilityZone",
              "event.code eventsSet/code",
              "event.description eventsSet/description",
              "event.instance-event-id eventsSet/instanceEventId",
              "event.not-before eventsSet/notBefore",
              "instance-state-code instanceState/code",
              "instance-state-name instanceState/name",
              "instance-status.reachability instanceStatus/details/status",
              "instance-status.status instanceStatus/status",
              "system-status.reachability systemStatus/details/status",
              "system-status.status systemStatus/status"));
  private final Ec2 ec2;

  InstanceReads(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeInstances", Action.read(this::instances));
    actions.put("DescribeInstanceStatus", Action.read(this::statuses));
    actions.put("DescribeInstanceAttribute", Action.read(this::attribute));
  }

  private Tree instances(Parameters parameters) {
    return INSTANCES.answer(parameters, ec2.instances(), _ -> true, found -> reservations(found));
  }

  private List<Tree> reservations(List<Tree> instances) {
    Map<String, List<Tree>> byReservation = new LinkedHashMap<>();
    for (Tree instance : instances) {
      byReservation
          .computeIfAbsent(instance.text("reservationId"), _ -> new ArrayList<>())
          .add(instance.without("reservationId"));
    }
    return byReservation.entrySet().stream()
        .map(entry -> reservation(entry.getKey(), entry.getValue()))
        .toList();
  }

  Tree reservation(String id, List<Tree> instances) {
    return new Tree()
        .put("reservationId", id)
        .put("ownerId", ec2.world().settings().account())
        .list("groupSet", List.of())
        .list("instancesSet", instances);
  }

  private Tree statuses(Parameters parameters) {
    boolean all = parameters.flag("IncludeAllInstances", false);
    return STATUSES.answer(
        parameters,
        ec2.statuses(),
        view -> all || view.tree().text("instanceState/name").equals("running"),
        found -> found.stream().map(tree -> tree.without("tagSet")).toList());
  }

  private Tree attribute(Parameters parameters) {
    String id = parameters.required("InstanceId");
    String attribute = parameters.required("Attribute");
    Kind.INSTANCE.check(id);
    Tree instance =
        ec2.instances()
            .seen(id)
            .map(Store.View::tree)
            .orElseThrow(() -> Kind.INSTANCE.notFound(id));
    Tree answer = new Tree().put("instanceId", id);
    return switch (attribute) {
      case "sourceDestCheck", "instanceType" ->
          answer.put(attribute, new Tree().put("value", instance.text(attribute)));
      case "userData" -> {
        var data = ec2.instances().get(id).specification().userData();
        yield answer.put("userData", new Tree().put("value", data.orElse(null)));
      }
      default ->
          throw ApiError.invalid("Value (" + attribute + ") for parameter attribute is invalid.");
    };
  }
}
