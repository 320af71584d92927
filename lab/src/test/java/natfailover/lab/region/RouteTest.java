package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Route writes: what is refused, and that nothing is left half done. */
class RouteTest {
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
  void replacingAnAbsentRouteSaysToCreateIt() {
    Reply reply = replace("InstanceId", node);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("InvalidParameterValue");
    assertThat(reply.message())
        .isEqualTo(
            "There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute"
                + " instead.");
  }

  @Test
  void aSecondRouteToADestinationIsRefused() {
    create("InstanceId", node);
    assertThat(create("NetworkInterfaceId", region.interfaceOf(node)).error())
        .isEqualTo("RouteAlreadyExists");
  }

  @Test
  void destinationsAreCanonical() {
    region.ec2(
        "CreateRoute",
        "RouteTableId",
        table,
        "DestinationCidrBlock",
        "100.68.0.18/18",
        "InstanceId",
        node);
    assertThat(
            region
                .ec2("DescribeRouteTables", "RouteTableId.1", table)
                .texts("routeTableSet/item/routeSet/item/destinationCidrBlock"))
        .containsExactly("10.0.0.0/16", "100.68.0.0/18");
  }

  @Test
  void everyRefusedReplaceLeavesTheRouteAsItWas() {
    create("InstanceId", node);
    String other = region.vpc("10.9.0.0/16");
    String foreign = region.instance(region.subnet(other, "10.9.0.0/24", "ap-northeast-1a"));
    assertThat(replace("InstanceId", "i-0123456789abcdef0").error())
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(replace("InstanceId", "nonsense").error()).isEqualTo("InvalidInstanceID.Malformed");
    assertThat(replace("NetworkInterfaceId", "eni-0123456789abcdef0").error())
        .isEqualTo("InvalidNetworkInterfaceID.NotFound");
    assertThat(replace("NatGatewayId", "nat-0123456789abcdef0").error())
        .isEqualTo("InvalidNatGatewayID.NotFound");
    assertThat(replace("GatewayId", "igw-0123456789abcdef0").error())
        .isEqualTo("InvalidGatewayID.NotFound");
    assertThat(replace("InstanceId", foreign).error()).isEqualTo("InvalidParameterValue");
    assertThat(replace().error()).isEqualTo("MissingParameter");
    assertThat(replace("InstanceId", node, "NatGatewayId", natGateway()).error())
        .isEqualTo("InvalidParameterCombination");
    assertThat(region.defaultRoute(table, "instanceId")).isEqualTo(node);
    assertThat(region.defaultRoute(table, "state")).isEqualTo("active");
  }

  @Test
  void unknownAndMalformedTablesAreTold() {
    String absent = "rtb-0123456789abcdef0";
    Reply reply =
        region.ec2(
            "ReplaceRoute",
            "RouteTableId",
            absent,
            "DestinationCidrBlock",
            DEFAULT,
            "InstanceId",
            node);
    assertThat(reply.error()).isEqualTo("InvalidRouteTableID.NotFound");
    assertThat(reply.message()).isEqualTo("The routeTable ID '" + absent + "' does not exist");
    assertThat(region.ec2("DescribeRouteTables", "RouteTableId.1", "rtb-x").error())
        .isEqualTo("InvalidRouteTableID.Malformed");
  }

  @Test
  void exactlyOneDestinationIsNeeded() {
    assertThat(region.ec2("ReplaceRoute", "RouteTableId", table, "InstanceId", node).error())
        .isEqualTo("MissingParameter");
    assertThat(replace("DestinationIpv6CidrBlock", "::/0", "InstanceId", node).error())
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void anInstanceWithTwoInterfacesMustBeNamedByInterface() {
    String two =
        region.instance(
            "",
            "NetworkInterface.1.DeviceIndex",
            "0",
            "NetworkInterface.1.SubnetId",
            subnet,
            "NetworkInterface.2.DeviceIndex",
            "1",
            "NetworkInterface.2.SubnetId",
            subnet);
    Reply reply = create("InstanceId", two);
    assertThat(reply.error()).isEqualTo("InvalidInstanceID");
    assertThat(reply.message()).contains("multiple interfaces");
    assertThat(create("NetworkInterfaceId", region.interfaceOf(two)).status()).isEqualTo(200);
  }

  @Test
  void aDryRunValidatesAndChangesNothing() {
    create("InstanceId", node);
    String nat = natGateway();
    Reply valid = replace("NatGatewayId", nat, "DryRun", "true");
    assertThat(valid.status()).isEqualTo(412);
    assertThat(valid.error()).isEqualTo("DryRunOperation");
    assertThat(replace("NatGatewayId", "nat-0123456789abcdef0", "DryRun", "true").error())
        .isEqualTo("InvalidNatGatewayID.NotFound");
    assertThat(region.defaultRoute(table, "instanceId")).isEqualTo(node);
  }
}
