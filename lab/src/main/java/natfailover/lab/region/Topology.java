package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What packets would meet in a region at one moment: networks, tables, interfaces and instances, as
 * the control plane holds them.
 */
public record Topology(
    List<Network> networks,
    List<Segment> subnets,
    List<Table> tables,
    List<Port> ports,
    List<Machine> machines) {

  /**
   * A VPC.
   *
   * @param gateway whether an internet gateway is attached to it
   */
  public record Network(String id, String block, boolean gateway) {}

  /**
   * A subnet.
   *
   * @param router its address of the VPC's router, the first after the block's own
   * @param table the route table that holds for it, the main one included
   */
  public record Segment(
      String id, String network, String block, String router, Optional<String> table) {}

  /** A route table; the VPC's own local route is left out, since it always comes first. */
  public record Table(String id, String network, List<Route> routes) {}

  /** A route to an IPv4 block. */
  public record Route(String destination, Target target) {}

  /** Where a route leads. */
  public sealed interface Target {
    /** To the internet gateway. */
    record Gateway() implements Target {}

    /** To a network interface. */
    record Interface(String port) implements Target {}

    /** To nothing: the target is gone, or of a kind that carries no packets here. */
    record Nowhere() implements Target {}
  }

  /**
   * A network interface.
   *
   * @param machine the instance it is attached to
   * @param check whether packets must be from or to one of its own addresses
   */
  public record Port(
      String id,
      String segment,
      String hardwareAddress,
      Optional<String> machine,
      int index,
      boolean check,
      List<Address> addresses) {
    public Port {
      addresses = List.copyOf(addresses);
    }

    public Address primary() {
      return addresses.getFirst();
    }
  }

  /** A private address and the public one on it. */
  public record Address(String text, Optional<String> publicAddress) {}

  /**
   * An instance.
   *
   * @param state as EC2 spells it
   * @param userData as it was given: base64
   */
  public record Machine(
      String id,
      String network,
      String zone,
      String state,
      Optional<String> userData,
      Map<String, String> tags) {}

  /** What is part of one VPC, and nothing else. */
  public Topology of(String network) {
    List<Segment> own = subnets.stream().filter(each -> each.network.equals(network)).toList();
    Map<String, Segment> byId = own.stream().collect(Collectors.toMap(Segment::id, each -> each));
    return new Topology(
        networks.stream().filter(each -> each.id.equals(network)).toList(),
        own,
        tables.stream().filter(each -> each.network.equals(network)).toList(),
        ports.stream().filter(each -> byId.containsKey(each.segment)).toList(),
        machines.stream().filter(each -> each.network.equals(network)).toList());
  }

  /** The instances by id. */
  public Map<String, Machine> machinesById() {
    return machines.stream().collect(Collectors.toMap(Machine::id, Function.identity()));
  }

  static Topology of(Ec2 ec2) {
    return new TopologyReader(ec2).read();
  }
}
