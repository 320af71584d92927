package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** CreateRoute, ReplaceRoute and DeleteRoute: validated whole, then done at once. */
final class RouteActions {
  private static final List<String> TARGETS =
      List.of(
          "GatewayId",
          "InstanceId",
          "NetworkInterfaceId",
          "NatGatewayId",
          "LocalTarget",
          "VpcEndpointId",
          "EgressOnlyInternetGatewayId",
          "TransitGatewayId",
          "VpcPeeringConnectionId",
          "LocalGatewayId",
          "CarrierGatewayId",
          "CoreNetworkArn",
          "OdbNetworkArn");
  private final Ec2 ec2;

  RouteActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("CreateRoute", this::create);
    actions.put("ReplaceRoute", this::replace);
    actions.put("DeleteRoute", this::delete);
  }

  private Supplier<Tree> create(Parameters parameters) {
    RouteTable table = table(parameters);
    Destination destination = Destination.of(parameters);
    RouteTarget target = target(parameters, table);
    if (target instanceof RouteTarget.Local) {
      throw ApiError.invalid("The local route exists already; LocalTarget is for ReplaceRoute");
    }
    if (table.route(destination).isPresent()) {
      throw ApiError.of(
          "RouteAlreadyExists",
          "The route identified by " + destination.text() + " already exists.");
    }
    return Action.done(() -> table.put(new RouteTable.Route(destination, target, "CreateRoute")));
  }

  private Supplier<Tree> replace(Parameters parameters) {
    RouteTable table = table(parameters);
    Destination destination = Destination.of(parameters);
    RouteTarget target = target(parameters, table);
    RouteTable.Route present =
        table
            .route(destination)
            .orElseThrow(
                () ->
                    ApiError.invalid(
                        "There is no route defined for '"
                            + destination.text()
                            + "' in the route table. Use CreateRoute instead."));
    boolean own = present.origin().equals("CreateRouteTable");
    if (target instanceof RouteTarget.Local && !own) {
      throw ApiError.invalid("LocalTarget is for a route of the VPC's own address range");
    }
    return Action.done(
        () -> table.put(new RouteTable.Route(destination, target, present.origin())));
  }

  private Supplier<Tree> delete(Parameters parameters) {
    RouteTable table = table(parameters);
    Destination destination = Destination.of(parameters);
    RouteTable.Route route =
        table
            .route(destination)
            .orElseThrow(
                () ->
                    ApiError.of(
                        "InvalidRoute.NotFound",
                        "no route with destination-cidr-block "
                            + destination.text()
                            + " in route table "
                            + table.id()));
    if (route.target() instanceof RouteTarget.Local) {
      throw ApiError.invalid(
          "cannot remove local route " + destination.text() + " in route table " + table.id());
    }
    return Action.done(() -> table.remove(destination));
  }

  private RouteTable table(Parameters parameters) {
    return ec2.routeTables().get(parameters.required("RouteTableId"));
  }

  private RouteTarget target(Parameters parameters, RouteTable table) {
    List<String> given = parameters.given(TARGETS);
    if (given.isEmpty()) {
      throw ApiError.missing("gatewayId, natGatewayId, networkInterfaceId or instanceId");
    }
    if (given.size() > 1) {
      throw ApiError.combination("Only one route target can be given, not " + given);
    }
    String name = given.getFirst();
    String id = parameters.required(name);
    return switch (name) {
      case "GatewayId" -> gateway(id, table);
      case "NatGatewayId" -> natGateway(id, table);
      case "NetworkInterfaceId" -> networkInterface(ec2.interfaces().get(id), table);
      case "InstanceId" -> networkInterface(ec2.instances().get(id).onlyInterface(), table);
      case "LocalTarget" -> new RouteTarget.Local();
      default ->
          throw ApiError.of(
              "Invalid" + name.replaceAll("(Id|Arn)$", "ID") + ".NotFound",
              "The " + name + " '" + id + "' does not exist");
    };
  }

  private RouteTarget gateway(String id, RouteTable table) {
    InternetGateway gateway =
        ec2.internetGateways()
            .find(id)
            .orElseThrow(
                () ->
                    ApiError.of(
                        "InvalidGatewayID.NotFound", "The gateway ID '" + id + "' does not exist"));
    sameVpc(gateway.vpc().orElse(null) == table.vpc(), table, "network gateway " + id);
    return new RouteTarget.Gateway(gateway);
  }

  private RouteTarget natGateway(String id, RouteTable table) {
    Kind.NAT_GATEWAY.check(id);
    NatGateway gateway =
        ec2.natGateways()
            .find(id)
            .filter(found -> !found.gone())
            .orElseThrow(() -> noNatGateway(id));
    sameVpc(gateway.vpc() == table.vpc(), table, "nat gateway " + id);
    return new RouteTarget.Nat(gateway);
  }

  /** Not the code by which DescribeNatGateways says the same. */
  private static ApiError noNatGateway(String id) {
    return ApiError.of(
        "InvalidNatGatewayID.NotFound", "The natGateway ID '" + id + "' does not exist");
  }

  private static RouteTarget networkInterface(NetworkInterface each, RouteTable table) {
    sameVpc(each.subnet().vpc() == table.vpc(), table, "interface " + each.id());
    return new RouteTarget.Interface(each);
  }

  private static void sameVpc(boolean same, RouteTable table, String other) {
    if (!same) {
      throw ApiError.invalid(
          "route table " + table.id() + " and " + other + " belong to different networks");
    }
  }
}
