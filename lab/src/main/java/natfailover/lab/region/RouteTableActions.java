package natfailover.lab.region;

import java.util.Map;
import java.util.function.Supplier;

/** Route tables and their associations. */
final class RouteTableActions {
  private static final Listing LISTING =
      new Listing(
          "routeTableSet",
          "RouteTableId",
          5,
          100,
          false,
          Filters.Paths.of(
              "route-table-id routeTableId",
              "vpc-id vpcId",
              "owner-id ownerId",
              "tag-key tagSet/key",
              "tag-value tagSet/value",
              "association.route-table-association-id associationSet/routeTableAssociationId",
              "association.route-table-id associationSet/routeTableId",
              "association.subnet-id associationSet/subnetId",
              "association.gateway-id associationSet/gatewayId",
              "association.main associationSet/main",
              "route.destination-cidr-block routeSet/destinationCidrBlock",
              "route.destination-ipv6-cidr-block routeSet/destinationIpv6CidrBlock",
              "route.destination-prefix-list-id routeSet/destinationPrefixListId",
              "route.egress-only-internet-gateway-id routeSet/egressOnlyInternetGatewayId",
              "route.gateway-id routeSet/gatewayId",
              "route.instance-id routeSet/instanceId",
              "route.nat-gateway-id routeSet/natGatewayId",
              "route.transit-gateway-id routeSet/transitGatewayId",
              "route.vpc-peering-connection-id routeSet/vpcPeeringConnectionId",
              "route.origin routeSet/origin",
              "route.state routeSet/state"));
  private final Ec2 ec2;

  RouteTableActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeRouteTables", Action.read(p -> LISTING.answer(p, ec2.routeTables())));
    actions.put("CreateRouteTable", this::create);
    actions.put("DeleteRouteTable", this::delete);
    actions.put("AssociateRouteTable", this::associate);
    actions.put("ReplaceRouteTableAssociation", this::replaceAssociation);
  }

  private Supplier<Tree> create(Parameters parameters) {
    Vpc vpc = ec2.vpcs().get(parameters.required("VpcId"));
    var tags = TagReader.read(parameters, Kind.ROUTE_TABLE);
    return () -> {
      RouteTable table = new RouteTable(vpc);
      table.tags().put(tags);
      ec2.routeTables().add(table);
      return new Tree().put("routeTable", table.fullTree());
    };
  }

  private Supplier<Tree> delete(Parameters parameters) {
    RouteTable table = ec2.routeTables().get(parameters.required("RouteTableId"));
    if (!table.associations().isEmpty()) {
      throw ApiError.of(
          "DependencyViolation",
          "The routeTable '" + table.id() + "' has dependencies and cannot be deleted.");
    }
    return Action.done(() -> ec2.routeTables().remove(table));
  }

  private Supplier<Tree> associate(Parameters parameters) {
    RouteTable table = ec2.routeTables().get(parameters.required("RouteTableId"));
    Subnet subnet = ec2.subnets().get(parameters.required("SubnetId"));
    if (subnet.vpc() != table.vpc()) {
      throw ApiError.invalid(
          "Route table "
              + table.id()
              + " and subnet "
              + subnet.id()
              + " belong to different networks");
    }
    ec2.tablesOf(table.vpc())
        .flatMap(each -> each.associations().stream())
        .filter(each -> each.subnet() == subnet)
        .findFirst()
        .ifPresent(
            each -> {
              throw ApiError.of(
                  "Resource.AlreadyAssociated",
                  "the specified association for route table "
                      + table.id()
                      + " conflicts with an existing association");
            });
    return () -> answer("associationId", table.associate(subnet));
  }

  /** Moves an association, a main one too, to another table under a new association id. */
  private Supplier<Tree> replaceAssociation(Parameters parameters) {
    String id = parameters.required("AssociationId");
    RouteTable to = ec2.routeTables().get(parameters.required("RouteTableId"));
    RouteTable from =
        ec2.routeTables().all().stream()
            .filter(table -> table.associations().stream().anyMatch(a -> a.id().equals(id)))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiError.of(
                        "InvalidAssociationID.NotFound",
                        "The association ID '" + id + "' does not exist"));
    if (from.vpc() != to.vpc()) {
      throw ApiError.invalid(
          "Route tables " + from.id() + " and " + to.id() + " belong to different networks");
    }
    return () -> {
      var moved =
          from.associations().stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
      from.associations().remove(moved);
      return answer("newAssociationId", to.associate(moved.subnet()));
    };
  }

  private static Tree answer(String name, String id) {
    return new Tree().put(name, id).put("associationState", new Tree().put("state", "associated"));
  }
}
