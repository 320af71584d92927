package natfailover.lab.region;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes instances: validates all that a launch needs before anything exists. */
final class Launcher {
  private final Ec2 ec2;
  private final Machines machines;

  Launcher(Ec2 ec2, Machines machines) {
    this.ec2 = ec2;
    this.machines = machines;
  }

  /** Checks a launch and returns what carries it out. */
  Supplier<List<Instance>> prepare(LaunchSpecification specification, int count) {
    Subnet subnet = subnet(specification);
    if (!ec2.zones().hasCapacity(subnet.zone())) {
      throw ec2.zones().insufficient(specification.type(), subnet.zone());
    }
    Set<Integer> indexes = new HashSet<>();
    for (LaunchSpecification.InterfaceSpecification each : specification.interfaces()) {
      check(each, subnet, count);
      if (!indexes.add(each.deviceIndex())) {
        throw ApiError.invalid(
            "Each network interface requires a unique device index: " + each.deviceIndex());
      }
    }
    if (!indexes.isEmpty() && !indexes.contains(0)) {
      throw ApiError.missing("NetworkInterface.DeviceIndex 0");
    }
    return () -> launch(specification, subnet, count);
  }

  private Subnet subnet(LaunchSpecification specification) {
    Optional<LaunchSpecification.InterfaceSpecification> primary =
        specification.interfaces().stream().filter(each -> each.deviceIndex() == 0).findFirst();
    Optional<String> made =
        primary.flatMap(LaunchSpecification.InterfaceSpecification::networkInterface);
    if (made.isPresent()) {
      return ec2.interfaces().get(made.get()).subnet();
    }
    return specification
        .subnet()
        .or(() -> primary.flatMap(LaunchSpecification.InterfaceSpecification::subnet))
        .map(ec2.subnets()::get)
        .orElseThrow(
            () ->
                ApiError.of(
                    "MissingInput", "No subnets found for the default VPC; give a SubnetId."));
  }

  private void check(
      LaunchSpecification.InterfaceSpecification specification, Subnet subnet, int count) {
    if (specification.networkInterface().isPresent()) {
      NetworkInterface made = ec2.interfaces().get(specification.networkInterface().get());
      if (made.attachment().isPresent() || count > 1) {
        throw ApiError.of(
            "InvalidNetworkInterface.InUse", "Interface: [" + made.id() + "] in use.");
      }
      if (!made.subnet().zone().equals(subnet.zone())) {
        throw ApiError.invalid(
            "You may not attach a network interface to an instance if they are"
                + " not in the same availability zone");
      }
      return;
    }
    Subnet own = specification.subnet().map(ec2.subnets()::get).orElse(subnet);
    specification.address().ifPresent(own::check);
    if (specification.address().isPresent() && count > 1) {
      throw ApiError.combination("A fixed private address suits one instance, not " + count);
    }
  }

  private List<Instance> launch(LaunchSpecification specification, Subnet subnet, int count) {
    String reservation = ec2.world().ids().next("r");
    List<Instance> launched = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instance instance = new Instance(specification, subnet, reservation);
      attach(instance, specification);
      instance.tags().put(specification.tagsFor(Kind.INSTANCE));
      ec2.instances().add(instance);
      ec2.statuses().add(new InstanceStatus(instance));
      machines.launched(instance);
      launched.add(instance);
    }
    return launched;
  }

  private void attach(Instance instance, LaunchSpecification specification) {
    Optional<Boolean> wanted = Optional.empty();
    for (LaunchSpecification.InterfaceSpecification each : specification.interfaces()) {
      NetworkInterface made = make(each, instance.subnet(), specification);
      instance.attach(made, each.deviceIndex(), each.deletedOnTermination());
      wanted = each.deviceIndex() == 0 ? each.publicAddress() : wanted;
    }
    if (specification.interfaces().isEmpty()) {
      instance.attach(
          add(new NetworkInterface(instance.subnet(), Optional.empty(), ""), specification),
          0,
          true);
    }
    boolean single = instance.interfaces().size() == 1;
    boolean premade =
        specification.interfaces().stream().anyMatch(e -> e.networkInterface().isPresent());
    if (wanted.orElse(single && !premade && instance.subnet().mapsPublicAddress())) {
      instance.wantAutomaticAddress();
    }
  }

  private NetworkInterface make(
      LaunchSpecification.InterfaceSpecification each,
      Subnet subnet,
      LaunchSpecification specification) {
    if (each.networkInterface().isPresent()) {
      return ec2.interfaces().get(each.networkInterface().get());
    }
    Subnet own =
        specification.subnet().isPresent() && each.deviceIndex() == 0
            ? subnet
            : each.subnet().map(ec2.subnets()::get).orElse(subnet);
    NetworkInterface made = new NetworkInterface(own, each.address(), "");
    for (int i = 0; i < each.secondaryAddresses(); i++) {
      made.add(Optional.empty(), false);
    }
    return add(made, specification);
  }

  private NetworkInterface add(NetworkInterface made, LaunchSpecification specification) {
    made.tags().put(specification.tagsFor(Kind.INTERFACE));
    ec2.interfaces().add(made);
    return made;
  }
}
