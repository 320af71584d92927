package natfailover.lab.region;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is true in a region at one moment, whatever its API would say: the judge of game days looks
 * at this, and costs no call.
 */
public record Picture(
    Instant at, List<Machine> machines, List<Table> tables, List<Elastic> addresses) {

  /**
   * An instance.
   *
   * @param state as EC2 spells it
   * @param publicIp on its primary private address
   * @param networkInterface its primary one
   */
  public record Machine(
      String id,
      String zone,
      String state,
      Optional<String> publicIp,
      Optional<String> networkInterface,
      String privateAddress,
      boolean sourceDestCheck,
      Map<String, String> tags,
      Optional<String> profile) {
    /** Whether packets sent to it reach the internet and come back. */
    public boolean forwards() {
      return state.equals("running") && !sourceDestCheck && publicIp.isPresent();
    }
  }

  /**
   * A route table.
   *
   * @param target the instance or NAT gateway of its default route, or the interface left of one
   * @param available whether that target has somewhere to send packets
   */
  public record Table(
      String id, Optional<String> target, boolean available, Map<String, String> tags) {}

  /**
   * An Elastic IP.
   *
   * @param instance the one it is with
   */
  public record Elastic(
      String id, String publicIp, Optional<String> instance, Map<String, String> tags) {}

  /** The instance of this id, if it is still known. */
  public Optional<Machine> machine(String id) {
    return machines.stream().filter(machine -> machine.id().equals(id)).findFirst();
  }

  /** The route table of this id. */
  public Optional<Table> table(String id) {
    return tables.stream().filter(table -> table.id().equals(id)).findFirst();
  }

  /** Whether the subnets of a table have egress now. */
  public boolean lit(Table table) {
    return table.available()
        && table
            .target()
            .map(target -> machine(target).map(Machine::forwards).orElse(target.startsWith("nat-")))
            .orElse(false);
  }

  /** Whether what a table's default route points at is there at all, reachable or not. */
  public boolean alive(Table table) {
    return table.available()
        && table
            .target()
            .map(
                target ->
                    machine(target)
                        .map(machine -> machine.state().equals("running"))
                        .orElse(target.startsWith("nat-")))
            .orElse(false);
  }

  static Picture of(Ec2 ec2, Instant now) {
    return new Picture(
        now,
        ec2.instances().all().stream().map(Picture::machine).toList(),
        ec2.routeTables().all().stream().map(Picture::table).toList(),
        ec2.addresses().all().stream().map(Picture::elastic).toList());
  }

  private static Machine machine(Instance instance) {
    Optional<NetworkInterface> primary = instance.primary();
    return new Machine(
        instance.id(),
        instance.subnet().zone(),
        instance.state().text(),
        primary.flatMap(each -> each.primary().publicAddress()).map(PublicAddress::text),
        primary.map(Resource::id),
        primary.map(each -> each.primary().text()).orElse(""),
        primary.map(NetworkInterface::sourceDestCheck).orElse(true),
        instance.tags().current(),
        instance.specification().profile());
  }

  private static Table table(RouteTable table) {
    Optional<RouteTarget> target =
        table.route(Destination.ofCidr(Cidr.parse("0.0.0.0/0"))).map(RouteTable.Route::target);
    return new Table(
        table.id(),
        target.flatMap(Picture::id),
        target.map(RouteTarget::available).orElse(false),
        table.tags().current());
  }

  private static Optional<String> id(RouteTarget target) {
    return switch (target) {
      case RouteTarget.Local _ -> Optional.empty();
      case RouteTarget.Gateway(InternetGateway gateway) -> Optional.of(gateway.id());
      case RouteTarget.Nat(NatGateway gateway) -> Optional.of(gateway.id());
      case RouteTarget.Interface(NetworkInterface each) ->
          each.instance().map(Resource::id).or(() -> Optional.of(each.id()));
    };
  }

  private static Elastic elastic(ElasticAddress address) {
    return new Elastic(
        address.id(),
        address.publicAddress(),
        address.association().flatMap(at -> at.networkInterface().instance()).map(Resource::id),
        address.tags().current());
  }
}
