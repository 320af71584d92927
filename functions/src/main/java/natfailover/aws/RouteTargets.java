package natfailover.aws;

import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/** Names a route's target in the field that AWS has for its kind, which its id tells. */
final class RouteTargets {
  private RouteTargets() {}

  static void name(CreateRouteRequest.Builder route, String target) {
    field(
            target,
            Map.of(
                "eni", route::networkInterfaceId,
                "i", route::instanceId,
                "nat", route::natGatewayId,
                "gateway", route::gatewayId,
                "vpce", route::vpcEndpointId,
                "tgw", route::transitGatewayId,
                "pcx", route::vpcPeeringConnectionId,
                "lgw", route::localGatewayId,
                "cagw", route::carrierGatewayId,
                "network", arn -> arn(route::coreNetworkArn, route::odbNetworkArn, arn)))
        .accept(target);
  }

  static void name(ReplaceRouteRequest.Builder route, String target) {
    field(
            target,
            Map.of(
                "eni", route::networkInterfaceId,
                "i", route::instanceId,
                "nat", route::natGatewayId,
                "gateway", route::gatewayId,
                "vpce", route::vpcEndpointId,
                "tgw", route::transitGatewayId,
                "pcx", route::vpcPeeringConnectionId,
                "lgw", route::localGatewayId,
                "cagw", route::carrierGatewayId,
                "network", arn -> arn(route::coreNetworkArn, route::odbNetworkArn, arn)))
        .accept(target);
  }

  private static void arn(Consumer<String> core, Consumer<String> odb, String arn) {
    (arn.startsWith("arn:aws:odb:") ? odb : core).accept(arn);
  }

  private static Consumer<String> field(String target, Map<String, Consumer<String>> fields) {
    String prefix = target.substring(0, Math.max(0, target.indexOf('-')));
    String kind =
        switch (prefix) {
          case "igw", "vgw" -> "gateway";
          default -> target.startsWith("arn:") ? "network" : prefix;
        };
    Consumer<String> field = fields.get(kind);
    if (field == null) {
      throw new IllegalArgumentException(
          "'%s' is no id of a route target; correct the table's tag %s"
              .formatted(target, Reads.RESTORE));
    }
    return field;
  }
}
