package natfailover.aws;

import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/** Names a route's target in the field that AWS has for its kind, which its id tells. */
final class RouteTargets {
  private enum Kind {
    NETWORK_INTERFACE,
    INSTANCE,
    NAT_GATEWAY,
    VPC_ENDPOINT,
    TRANSIT_GATEWAY,
    PEERING,
    LOCAL_GATEWAY,
    CARRIER_GATEWAY,
    GATEWAY,
    CORE_NETWORK,
    ODB_NETWORK
  }

  private RouteTargets() {}

  static void name(CreateRouteRequest.Builder route, String target) {
    switch (kind(target)) {
      case NETWORK_INTERFACE -> route.networkInterfaceId(target);
      case INSTANCE -> route.instanceId(target);
      case NAT_GATEWAY -> route.natGatewayId(target);
      case VPC_ENDPOINT -> route.vpcEndpointId(target);
      case TRANSIT_GATEWAY -> route.transitGatewayId(target);
      case PEERING -> route.vpcPeeringConnectionId(target);
      case LOCAL_GATEWAY -> route.localGatewayId(target);
      case CARRIER_GATEWAY -> route.carrierGatewayId(target);
      case GATEWAY -> route.gatewayId(target);
      case CORE_NETWORK -> route.coreNetworkArn(target);
      case ODB_NETWORK -> route.odbNetworkArn(target);
    }
  }

  static void name(ReplaceRouteRequest.Builder route, String target) {
    switch (kind(target)) {
      case NETWORK_INTERFACE -> route.networkInterfaceId(target);
      case INSTANCE -> route.instanceId(target);
      case NAT_GATEWAY -> route.natGatewayId(target);
      case VPC_ENDPOINT -> route.vpcEndpointId(target);
      case TRANSIT_GATEWAY -> route.transitGatewayId(target);
      case PEERING -> route.vpcPeeringConnectionId(target);
      case LOCAL_GATEWAY -> route.localGatewayId(target);
      case CARRIER_GATEWAY -> route.carrierGatewayId(target);
      case GATEWAY -> route.gatewayId(target);
      case CORE_NETWORK -> route.coreNetworkArn(target);
      case ODB_NETWORK -> route.odbNetworkArn(target);
    }
  }

  private static Kind kind(String target) {
    if (target.startsWith("arn:")) {
      return target.startsWith("arn:aws:odb:") ? Kind.ODB_NETWORK : Kind.CORE_NETWORK;
    }
    return switch (target.substring(0, Math.max(0, target.indexOf('-')))) {
      case "eni" -> Kind.NETWORK_INTERFACE;
      case "i" -> Kind.INSTANCE;
      case "nat" -> Kind.NAT_GATEWAY;
      case "vpce" -> Kind.VPC_ENDPOINT;
      case "tgw" -> Kind.TRANSIT_GATEWAY;
      case "pcx" -> Kind.PEERING;
      case "lgw" -> Kind.LOCAL_GATEWAY;
      case "cagw" -> Kind.CARRIER_GATEWAY;
      case "igw", "vgw" -> Kind.GATEWAY;
      default ->
          throw new IllegalArgumentException(
              "'%s' is no id of a route target; correct the table's tag %s"
                  .formatted(target, Reads.RESTORE));
    };
  }
}
