package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/** Whatever a table pointed at, a route can be written that points there again. */
final class RouteTargetsTest {
  @ParameterizedTest
  @CsvSource({
    "eni-1, NetworkInterfaceId",
    "i-1, InstanceId",
    "nat-1, NatGatewayId",
    "igw-1, GatewayId",
    "vgw-1, GatewayId",
    "vpce-1, VpcEndpointId",
    "tgw-1, TransitGatewayId",
    "pcx-1, VpcPeeringConnectionId",
    "lgw-1, LocalGatewayId",
    "cagw-1, CarrierGatewayId",
    "arn:aws:networkmanager::1:core-network/core-network-1, CoreNetworkArn",
    "arn:aws:odb:eu-test-1:1:odb-network/odbnet-1, OdbNetworkArn",
  })
  void everyKindOfTargetHasItsOwnField(String target, String field) {
    CreateRouteRequest.Builder created = CreateRouteRequest.builder();
    RouteTargets.name(created, target);
    assertThat(created.build()).hasToString("CreateRouteRequest(" + field + "=" + target + ")");
    ReplaceRouteRequest.Builder replaced = ReplaceRouteRequest.builder();
    RouteTargets.name(replaced, target);
    assertThat(replaced.build()).hasToString("ReplaceRouteRequest(" + field + "=" + target + ")");
  }

  @Test
  void whatIsNoTargetIsNamedWithItsCure() {
    assertThatThrownBy(() -> RouteTargets.name(CreateRouteRequest.builder(), "gone"))
        .hasMessage(
            "'gone' is no id of a route target; correct the table's tag nat-failover:restore");
  }
}
