package natfailover.aws;

import static natfailover.aws.FleetObserverTest.only;
import static natfailover.aws.Xml.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import natfailover.aws.FakeRegion.FakeTable;
import natfailover.plan.Egress;
import natfailover.plan.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which zone a table serves and where its default route points, as seen. */
final class TablesSeenTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final FakeAws aws = new FakeAws();
  private final FakeRegion region = aws.region;
  private final FakeNode node = region.node("prod", "n", "zone-a");
  private final FakeTable table = region.table("prod", "t", "zone-a", node);

  @ParameterizedTest
  @CsvSource({
    "instanceId=i-n, active, NODE, i-n",
    "networkInterfaceId=eni-n, active, NODE, i-n",
    "networkInterfaceId=eni-second, active, NODE, i-n",
    "networkInterfaceId=eni-n, blackhole, BLACKHOLE, i-n",
    "instanceId=i-gone, blackhole, BLACKHOLE, i-gone",
    "natGatewayId=nat-own, active, GATEWAY, nat-own",
    "natGatewayId=nat-own, blackhole, BLACKHOLE, nat-own",
    "natGatewayId=nat-foreign, active, FOREIGN, nat-foreign",
    "instanceId=i-foreign, active, FOREIGN, i-foreign",
    "gatewayId=igw-1, active, FOREIGN, igw-1",
    "gatewayId=vpce-1, active, FOREIGN, vpce-1",
    "transitGatewayId=tgw-1, active, FOREIGN, tgw-1",
    "transitGatewayId=tgw-1, blackhole, BLACKHOLE, tgw-1",
    "vpcPeeringConnectionId=pcx-1, active, FOREIGN, pcx-1",
    "carrierGatewayId=cagw-1, active, FOREIGN, cagw-1",
    "localGatewayId=lgw-1, active, FOREIGN, lgw-1",
    "coreNetworkArn=arn:aws:networkmanager::1:core-network/c, active, FOREIGN,"
        + " arn:aws:networkmanager::1:core-network/c",
  })
  void aDefaultRouteIsSeenForWhatItIsToTheFleet(
      String target, String state, Egress.Kind kind, String id) {
    String[] named = target.split("=", 2);
    node.attach("eni-second", "10.0.1.9", "");
    region.gateway("prod", "own", "subnet-t");
    region.gateway("other", "foreign", "subnet-t");
    table.pointAt(named[0], named[1], "state", state);
    assertThat(seen().egress()).isEqualTo(new Egress(kind, id));
  }

  @ParameterizedTest
  @CsvSource({
    "natGatewayId=nat-old, nat-old, PREVIOUS",
    "instanceId=i-old;networkInterfaceId=eni-old, eni-old, PREVIOUS",
    "instanceId=i-old;networkInterfaceId=eni-old, i-old, PREVIOUS",
    "transitGatewayId=tgw-1, tgw-2, FOREIGN",
    "transitGatewayId=tgw-1, none, FOREIGN",
    "instanceId=i-n, i-n, NODE",
  })
  void aForeignTargetThatOnBoardingRecordedIsTheFleetsToReplace(
      String target, String recorded, Egress.Kind kind) {
    List<Object> route = new ArrayList<>(List.of("state", "active"));
    List.of(target.split(";")).forEach(part -> route.addAll(List.of(part.split("=", 2))));
    table.pointAt(route.toArray());
    table.tags.put("nat-failover:restore", recorded);
    assertThat(seen().egress().kind()).isEqualTo(kind);
  }

  @Test
  void aRouteWithoutTargetIsABlackhole() {
    table.pointAt("state", "active");
    assertThat(seen().egress()).isEqualTo(new Egress(Egress.Kind.BLACKHOLE, ""));
  }

  @Test
  void onlyTheDefaultRouteOfIpv4Counts() {
    table.routes.clear();
    table.routes.put("10.0.0.0/16", object("gatewayId", "local"));
    table.routes.put("0.0.0.0/1", object("gatewayId", "igw-1"));
    table.routes.put("::/0", object("egressOnlyInternetGatewayId", "eigw-1"));
    table.routes.put("pl-1", object("gatewayId", "vpce-1"));
    assertThat(seen().egress()).isEqualTo(Egress.NONE);
    table.pointAt("instanceId", "i-n", "networkInterfaceId", "eni-n", "state", "active");
    assertThat(seen().egress()).isEqualTo(Egress.node("i-n"));
  }

  @Test
  void theTagTellsTheZoneBeforeTheSubnets() {
    table.tags.put(FakeRegion.ZONE, "zone-b");
    assertThat(seen().zone()).contains("zone-b");
  }

  @Test
  void mostSubnetsTellTheZoneAndTheNameTellsInATie() {
    table.subnets.clear();
    table.subnets.addAll(List.of(region.subnet("b1", "zone-b"), region.subnet("a1", "zone-a")));
    assertThat(seen().zone()).contains("zone-a");
    table.subnets.add(region.subnet("b2", "zone-b"));
    assertThat(seen().zone()).contains("zone-b");
    assertThat(seen().subnets()).isEqualTo(3);
  }

  @Test
  void aTableWithoutSubnetsServesNoZone() {
    table.subnets.clear();
    assertThat(seen().zone()).isEqualTo(Optional.empty());
    assertThat(seen().subnets()).isZero();
  }

  @Test
  void aMainTableServesEverySubnetThatNoTableNames() {
    table.main = true;
    table.subnets.clear();
    region.subnet("implied1", "zone-b");
    region.subnet("implied2", "zone-b");
    FakeTable foreign = region.table("other", "foreign", "zone-c");
    foreign.tags.clear();
    region.subnets.put(
        "subnet-elsewhere",
        object("subnetId", "subnet-elsewhere", "vpcId", "vpc-2", "availabilityZone", "zone-d"));
    // Of table's own former subnet, and the two implied; neither the named one nor another VPC's.
    assertThat(seen().subnets()).isEqualTo(3);
    assertThat(seen().zone()).contains("zone-b");
    FakeRegion.at(region.subnets, "subnet-implied1").put("cidrBlock", "10.0.7.0/24");
    FakeRegion.at(region.subnets, "subnet-implied2").put("cidrBlock", "10.0.9.0/24");
    FakeRegion.at(region.subnets, "subnet-foreign").put("cidrBlock", "10.0.8.0/24");
    assertThat(seen().networks()).containsExactlyInAnyOrder("10.0.7.0/24", "10.0.9.0/24");
  }

  @Test
  void aTableThatIsHandedBackIsNotOurs() {
    table.tags.put("nat-failover:leaving", "2026-06-01T11:00:00Z");
    assertThat(seen().leaving()).isTrue();
  }

  private Table seen() {
    FleetObserver observer = new FleetObserver(aws.clients());
    Table named = only(observer.named(new SeededCalls(NOW), "prod")).tables().getFirst();
    Table byInstance = only(observer.ofInstance(new SeededCalls(NOW), "i-n")).tables().getFirst();
    assertThat(byInstance).isEqualTo(named);
    return named;
  }
}
