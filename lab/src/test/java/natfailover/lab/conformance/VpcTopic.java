package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.filter;

import java.util.List;

/** VPCs, subnets, internet gateways, and route tables with their associations. */
final class VpcTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.refusal(
              "associate a second table",
              "400 Resource.AlreadyAssociated > accepted",
              "moto gives a subnet two route tables; AWS refuses the second"),
          AWS_DOCUMENTS_OURS.of(
              "vpc",
              "/Vpcs\\[0]/DhcpOptionsId",
              "<dopt> > default",
              "moto tells the word default for the DHCP options' id; AWS tells an id"));

  @Override
  public void play(Stage stage) {
    var ec2 = stage.ec2();
    Site site = Site.on(stage);
    String first = site.subnets().getFirst();
    stage.ask("vpc", () -> ec2.describeVpcs(r -> r.vpcIds(site.vpc())));
    stage.ask("subnets", () -> ec2.describeSubnets(r -> r.filters(site.here())));
    stage.ask(
        "make a subnet",
        () ->
            ec2.createSubnet(
                r ->
                    r.vpcId(site.vpc())
                        .cidrBlock("10.0.2.0/24")
                        .availabilityZone("ap-northeast-1d")));
    ec2.modifySubnetAttribute(r -> r.subnetId(first).mapPublicIpOnLaunch(v -> v.value(true)));
    stage.ask("public subnet", () -> ec2.describeSubnets(r -> r.subnetIds(first)));
    stage.ask(
        "gateway", () -> ec2.describeInternetGateways(r -> r.internetGatewayIds(site.gateway())));
    stage.ask(
        "gateway by its VPC",
        () ->
            ec2.describeInternetGateways(r -> r.filters(filter("attachment.vpc-id", site.vpc()))));
    tables(site);
    refusals(site);
  }

  private static void tables(Site site) {
    Stage stage = site.stage();
    var ec2 = stage.ec2();
    String table = site.table("table");
    String other = site.table("other table");
    String first = site.subnets().getFirst();
    stage.ask(
        "main table",
        () ->
            ec2.describeRouteTables(
                r -> r.filters(site.here(), filter("association.main", "true"))));
    String association =
        stage
            .need(
                "associate",
                () -> ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(first)))
            .associationId();
    stage.ask(
        "table by its subnet",
        () -> ec2.describeRouteTables(r -> r.filters(filter("association.subnet-id", first))));
    stage.ask(
        "associate a second table",
        () -> ec2.associateRouteTable(r -> r.routeTableId(other).subnetId(first)));
    stage.ask(
        "replace the association",
        () ->
            ec2.replaceRouteTableAssociation(
                r -> r.associationId(association).routeTableId(other)));
    stage.ask(
        "tables after that", () -> ec2.describeRouteTables(r -> r.routeTableIds(table, other)));
  }

  private static void refusals(Site site) {
    Stage stage = site.stage();
    var ec2 = stage.ec2();
    stage.ask(
        "attach the gateway again",
        () ->
            ec2.attachInternetGateway(r -> r.vpcId(site.vpc()).internetGatewayId(site.gateway())));
    stage.ask(
        "make an overlapping subnet",
        () -> ec2.createSubnet(r -> r.vpcId(site.vpc()).cidrBlock("10.0.0.128/25")));
    stage.ask(
        "make a subnet outside the VPC",
        () -> ec2.createSubnet(r -> r.vpcId(site.vpc()).cidrBlock("10.1.0.0/24")));
    stage.ask(
        "make a subnet in no zone",
        () ->
            ec2.createSubnet(
                r -> r.vpcId(site.vpc()).cidrBlock("10.0.3.0/24").availabilityZone("mars-1a")));
    stage.ask("make a VPC too large", () -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/8")));
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
