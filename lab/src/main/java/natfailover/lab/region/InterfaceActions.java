package natfailover.lab.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Network interfaces and their secondary private addresses. */
final class InterfaceActions {
  private static final Listing LISTING =
      new Listing(
          "networkInterfaceSet",
          "NetworkInterfaceId",
          5,
          1000,
          true,
          Filters.Paths.of(
              "network-interface-id networkInterfaceId",
              "subnet-id subnetId",
              "vpc-id vpcId",
              "availability-zone availabilityZone",
              "description description",
              "owner-id ownerId",
              "status status",
              "mac-address macAddress",
              "interface-type interfaceType",
              "requester-managed requesterManaged",
              "private-ip-address privateIpAddress",
              "source-dest-check sourceDestCheck",
              "addresses.private-ip-address privateIpAddressesSet/privateIpAddress",
              "addresses.primary privateIpAddressesSet/primary",
              "addresses.association.public-ip privateIpAddressesSet/association/publicIp",
              "addresses.association.owner-id privateIpAddressesSet/association/ipOwnerId",
              "association.allocation-id privateIpAddressesSet/association/allocationId",
              "association.association-id privateIpAddressesSet/association/associationId",
              "association.public-ip privateIpAddressesSet/association/publicIp",
              "association.ip-owner-id privateIpAddressesSet/association/ipOwnerId",
              "attachment.attachment-id attachment/attachmentId",
              "attachment.device-index attachment/deviceIndex",
              "attachment.instance-id attachment/instanceId",
              "attachment.instance-owner-id attachment/instanceOwnerId",
              "attachment.status attachment/status",
              "attachment.delete-on-termination attachment/deleteOnTermination",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private final Ec2 ec2;

  InterfaceActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeNetworkInterfaces", Action.read(p -> LISTING.answer(p, ec2.interfaces())));
    actions.put("CreateNetworkInterface", this::create);
    actions.put("ModifyNetworkInterfaceAttribute", this::modify);
    actions.put("AssignPrivateIpAddresses", this::assign);
  }

  private Supplier<Tree> create(Parameters parameters) {
    Subnet subnet = ec2.subnets().get(parameters.required("SubnetId"));
    Optional<String> address = parameters.text("PrivateIpAddress");
    address.ifPresent(subnet::check);
    int more = parameters.number("SecondaryPrivateIpAddressCount").orElse(0);
    String description = parameters.text("Description").orElse("");
    var tags = TagReader.read(parameters, Kind.INTERFACE);
    return () -> {
      NetworkInterface made = new NetworkInterface(subnet, address, description);
      for (int i = 0; i < more; i++) {
        made.add(Optional.empty(), false);
      }
      made.tags().put(tags);
      ec2.interfaces().add(made);
      return new Tree().put("networkInterface", made.fullTree());
    };
  }

  private Supplier<Tree> modify(Parameters parameters) {
    NetworkInterface each = ec2.interfaces().get(parameters.required("NetworkInterfaceId"));
    boolean check = parameters.requiredFlag("SourceDestCheck.Value");
    return Action.done(() -> each.sourceDestCheck(check));
  }

  /** Adds secondary addresses, taking them from another interface only when that is allowed. */
  private Supplier<Tree> assign(Parameters parameters) {
    NetworkInterface to = ec2.interfaces().get(parameters.required("NetworkInterfaceId"));
    List<String> wanted = parameters.list("PrivateIpAddress");
    int count = parameters.number("SecondaryPrivateIpAddressCount").orElse(0);
    if (wanted.isEmpty() == (count == 0)) {
      throw ApiError.combination(
          "Give either PrivateIpAddresses or SecondaryPrivateIpAddressCount");
    }
    boolean reassign = parameters.flag("AllowReassignment", false);
    wanted.forEach(address -> assignable(to, address, reassign));
    return () -> {
      List<Tree> assigned = new ArrayList<>();
      wanted.forEach(address -> assigned.add(assign(to, address)));
      for (int i = 0; i < count; i++) {
        assigned.add(tree(to.add(Optional.empty(), false).text()));
      }
      return new Tree()
          .put("networkInterfaceId", to.id())
          .list("assignedPrivateIpAddressesSet", assigned)
          .put("return", true);
    };
  }

  private void assignable(NetworkInterface to, String address, boolean reassign) {
    Optional<NetworkInterface> holder = holder(to.subnet(), address);
    if (holder.isEmpty()) {
      to.subnet().check(address);
    } else if (holder.get().primary().text().equals(address) || !reassign) {
      throw ApiError.invalid(
          "[" + address + "] is already assigned to network interface " + holder.get().id());
    }
  }

  private Tree assign(NetworkInterface to, String address) {
    holder(to.subnet(), address)
        .ifPresentOrElse(
            from -> from.moveTo(to, from.address(address).orElseThrow()),
            () -> to.add(Optional.of(address), false));
    return tree(address);
  }

  private Optional<NetworkInterface> holder(Subnet subnet, String address) {
    return ec2.interfaces().all().stream()
        .filter(each -> each.subnet() == subnet && each.address(address).isPresent())
        .findFirst();
  }

  private static Tree tree(String address) {
    return new Tree().put("privateIpAddress", address);
  }
}
