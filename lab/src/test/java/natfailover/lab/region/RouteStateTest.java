package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route shows, and when it is a black hole. */
class RouteStateTest {
  private static final String DEFAULT = "0.0.0.0/0";
  private final VirtualRegion region = new VirtualRegion();
  private String vpc = "";
  private String table = "";
  private String subnet = "";
  private String node = "";

  @BeforeEach
  void network() {
    vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
    table = region.table(vpc);
    node = region.instance(subnet);
  }

  private Reply create(String... target) {
    return write("CreateRoute", target);
  }

  private Reply replace(String... target) {
    return write("ReplaceRoute", target);
  }

  private Reply write(String action, String... target) {
    var parameters = VirtualRegion.map(target);
    parameters.putAll(VirtualRegion.map("RouteTableId", table, "DestinationCidrBlock", DEFAULT));
    return region.call(Request.ec2(action, parameters));
  }

  private String natGateway() {
    String nat =
        region
            .ec2("CreateNatGateway", "SubnetId", subnet, "AllocationId", region.allocate())
            .text("natGateway/natGatewayId");
    region.passSeconds(60);
    return nat;
  }

  @Test
  void aStoppedTargetIsABlackHoleUntilItRunsAgain() {
    create("InstanceId", node);
    region.ec2("StopInstances", "InstanceId.1", node);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
    region.passSeconds(10);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("blackhole");
    region.ec2("StartInstances", "InstanceId.1", node);
    region.passSeconds(5);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
  }

  @Test
  void aTerminatedTargetLeavesABlackHoleWithoutAnInstance() {
    String eni = region.interfaceOf(node);
    create("InstanceId", node);
    region.ec2("TerminateInstances", "InstanceId.1", node);
    region.passSeconds(10);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("blackhole");
    assertThat(region.defaultRoute(table, "networkInterfaceId")).isEqualTo(eni);
    assertThat(region.defaultRoute(table, "instanceId")).isEmpty();
    assertThat(create("NetworkInterfaceId", eni).error())
        .isEqualTo("InvalidNetworkInterfaceID.NotFound");
  }

  @Test
  void aDeletedNatGatewayIsABlackHoleAndNoTarget() {
    String nat = natGateway();
    create("NatGatewayId", nat);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
    region.ec2("DeleteNatGateway", "NatGatewayId", nat);
    region.passSeconds(60);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("blackhole");
    assertThat(region.defaultRoute(table, "natGatewayId")).isEqualTo(nat);
    assertThat(replace("NatGatewayId", nat).error()).isEqualTo("InvalidNatGatewayID.NotFound");
    assertThat(region.ec2("DescribeNatGateways").texts("natGatewaySet/item/state"))
        .containsExactly("deleted");
  }

  @Test
  void theLocalRouteIsThereAndStays() {
    Reply tables = region.ec2("DescribeRouteTables", "RouteTableId.1", table);
    assertThat(tables.texts("routeTableSet/item/routeSet/item/gatewayId")).containsExactly("local");
    assertThat(tables.texts("routeTableSet/item/routeSet/item/origin"))
        .containsExactly("CreateRouteTable");
    Reply deleted =
        region.ec2("DeleteRoute", "RouteTableId", table, "DestinationCidrBlock", "10.0.0.0/16");
    assertThat(deleted.error()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void aDeletedRouteIsGone() {
    create("InstanceId", node);
    write("DeleteRoute");
    assertThat(write("DeleteRoute").error()).isEqualTo("InvalidRoute.NotFound");
  }

  @Test
  void onlyExplicitAssociationsAndTheMainOneAreListed() {
    Reply before =
        region.ec2(
            "DescribeRouteTables",
            "Filter.1.Name",
            "association.subnet-id",
            "Filter.1.Value.1",
            subnet);
    assertThat(before.texts("routeTableSet/item")).isEmpty();
    Reply main =
        region.ec2(
            "DescribeRouteTables", "Filter.1.Name", "association.main", "Filter.1.Value.1", "true");
    String association =
        main.text("routeTableSet/item/associationSet/item/routeTableAssociationId");
    assertThat(main.texts("routeTableSet/item/vpcId")).isEqualTo(List.of(vpc));
    region.ec2("ReplaceRouteTableAssociation", "AssociationId", association, "RouteTableId", table);
    assertThat(
            region
                .ec2("DescribeRouteTables", "RouteTableId.1", table)
                .text("routeTableSet/item/associationSet/item/main"))
        .isEqualTo("true");
    region.ec2("AssociateRouteTable", "RouteTableId", table, "SubnetId", subnet);
    assertThat(region.ec2("AssociateRouteTable", "RouteTableId", table, "SubnetId", subnet).error())
        .isEqualTo("Resource.AlreadyAssociated");
  }

  @Test
  void aTableIsDeletedOnceNothingIsAssociatedWithIt() {
    String association =
        region
            .ec2("AssociateRouteTable", "RouteTableId", table, "SubnetId", subnet)
            .text("associationId");
    assertThat(region.ec2("DeleteRouteTable", "RouteTableId", table).error())
        .isEqualTo("DependencyViolation");
    String other = region.ec2("CreateRouteTable", "VpcId", vpc).text("routeTable/routeTableId");
    region.ec2("ReplaceRouteTableAssociation", "AssociationId", association, "RouteTableId", other);
    assertThat(region.ec2("DeleteRouteTable", "RouteTableId", table).text("return"))
        .isEqualTo("true");
    assertThat(region.ec2("DeleteRouteTable", "RouteTableId", table).error())
        .isEqualTo("InvalidRouteTableID.NotFound");
  }

  @Test
  void anInstanceTargetReadsBackWithInstanceOwnerAndInterface() {
    assertThat(create("InstanceId", node).text("return")).isEqualTo("true");
    assertThat(region.defaultRoute(table, "instanceId")).isEqualTo(node);
    assertThat(region.defaultRoute(table, "instanceOwnerId")).isEqualTo("123456789012");
    assertThat(region.defaultRoute(table, "networkInterfaceId"))
        .isEqualTo(region.interfaceOf(node));
    assertThat(region.defaultRoute(table, "origin")).isEqualTo("CreateRoute");
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
  }

  @Test
  void anInterfaceTargetReadsBackTheSame() {
    create("NetworkInterfaceId", region.interfaceOf(node));
    assertThat(region.defaultRoute(table, "instanceId")).isEqualTo(node);
  }
}
