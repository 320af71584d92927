package natfailover.lab.region;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route table: routes by destination, and the subnets that are explicitly associated. */
final class RouteTable extends Resource {
  /** One entry; its state is its target's, looked up whenever it is read. */
  record Route(Destination destination, RouteTarget target, String origin) {
    Tree tree() {
      Tree tree = new Tree().put(destination.element(), destination.text());
      return target
          .writeTo(tree)
          .put("origin", origin)
          .put("state", target.available() ? "active" : "blackhole");
    }
  }

  /** An association; the one without a subnet makes this the VPC's main table. */
  record Association(String id, @Nullable Subnet subnet) {}

  private final Vpc vpc;
  private final Map<Destination, Route> routes = new LinkedHashMap<>();
  private final List<Association> associations = new ArrayList<>();

  RouteTable(Vpc vpc) {
    super(vpc.world(), Kind.ROUTE_TABLE);
    this.vpc = vpc;
    put(new Route(Destination.ofCidr(vpc.block()), new RouteTarget.Local(), "CreateRouteTable"));
  }

  Vpc vpc() {
    return vpc;
  }

  List<Association> associations() {
    return associations;
  }

  List<Route> routes() {
    return List.copyOf(routes.values());
  }

  Optional<Route> route(Destination destination) {
    return Optional.ofNullable(routes.get(destination));
  }

  void put(Route route) {
    routes.put(route.destination(), route);
  }

  void remove(Destination destination) {
    routes.remove(destination);
  }

  String associate(@Nullable Subnet subnet) {
    String id = world().ids().next("rtbassoc");
    associations.add(new Association(id, subnet));
    return id;
  }

  @Override
  Tree tree() {
    return new Tree()
        .put("routeTableId", id())
        .put("vpcId", vpc.id())
        .put("ownerId", world().settings().account())
        .list("routeSet", routes.values().stream().map(Route::tree).toList())
        .list("associationSet", associations.stream().map(this::tree).toList())
        .list("propagatingVgwSet", List.of());
  }

  private Tree tree(Association association) {
    Subnet subnet = association.subnet();
    return new Tree()
        .put("routeTableAssociationId", association.id())
        .put("routeTableId", id())
        .put("subnetId", subnet == null ? null : subnet.id())
        .put("main", subnet == null)
        .put("associationState", new Tree().put("state", "associated"));
  }
}
