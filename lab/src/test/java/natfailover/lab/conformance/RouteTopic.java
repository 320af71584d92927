package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.ANYWHERE;
import static natfailover.lab.conformance.Site.filter;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/** Routes to instances, interfaces and gateways: made, replaced, removed, filtered. */
final class RouteTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.of(
              "route to an instance",
              "/RouteTables\\[0]/Routes\\[0]/(NetworkInterfaceId|InstanceOwnerId)",
              ".* > absent",
              "moto shows only the instance of a route that was made to one; AWS its interface and"
                  + " owner, too"),
          AWS_DOCUMENTS_OURS.of(
              "(route to an interface|table by its route's destination)",
              "/RouteTables\\[0]/Routes\\[0]/(InstanceId|InstanceOwnerId)",
              ".* > absent",
              "moto shows only the interface of a route that was made to one; AWS its instance and"
                  + " owner, too"),
          AWS_DOCUMENTS_OURS.refusal(
              "table by its route's instance",
              "accepted > 500 no code",
              "moto answers the filter route.instance-id with a page of HTML; AWS filters"));

  @Override
  public void play(Stage stage) {
    Site site = Site.on(stage);
    new Played(site, site.table("table")).play();
  }

  /** The topic under way. */
  private record Played(Site site, String table) {
    void play() {
      String first = site.instance("node", "10.0.0.10");
      String second = site.interfaceOf(site.instance("other node", "10.0.0.11"));
      replace("replace a route that is not there", r -> r.networkInterfaceId(second));
      create("make a route to an instance", r -> r.instanceId(first));
      look("route to an instance");
      find("table by its route's instance", "route.instance-id", first);
      create("make a route that is there", r -> r.gatewayId(site.gateway()));
      replace("replace it by an interface", r -> r.networkInterfaceId(second));
      look("route to an interface");
      find("table by its route's destination", "route.destination-cidr-block", ANYWHERE);
      String gateway = site.natGateway("NAT gateway", site.address("address"));
      replace("replace it by a NAT gateway", r -> r.natGatewayId(gateway));
      look("route to a NAT gateway");
      find("table by its route's NAT gateway", "route.nat-gateway-id", gateway);
      replace("replace it by an internet gateway", r -> r.gatewayId(site.gateway()));
      look("route to an internet gateway");
      find("table by its route's gateway", "route.gateway-id", site.gateway());
      replace(
          "replace it in a table that is not there",
          r -> r.routeTableId("rtb-0123456789abcdef0").gatewayId(site.gateway()));
      remove("remove it");
      look("no route");
      remove("remove it again");
    }

    private void create(String step, Consumer<CreateRouteRequest.Builder> target) {
      site.stage()
          .ask(
              step,
              () ->
                  site.stage()
                      .ec2()
                      .createRoute(
                          r ->
                              target.accept(r.routeTableId(table).destinationCidrBlock(ANYWHERE))));
    }

    private void replace(String step, Consumer<ReplaceRouteRequest.Builder> target) {
      site.stage()
          .ask(
              step,
              () ->
                  site.stage()
                      .ec2()
                      .replaceRoute(
                          r ->
                              target.accept(r.routeTableId(table).destinationCidrBlock(ANYWHERE))));
    }

    private void remove(String step) {
      site.stage()
          .ask(
              step,
              () ->
                  site.stage()
                      .ec2()
                      .deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(ANYWHERE)));
    }

    private void look(String step) {
      site.stage()
          .ask(step, () -> site.stage().ec2().describeRouteTables(r -> r.routeTableIds(table)));
    }

    private void find(String step, String name, String value) {
      site.stage()
          .ask(
              step,
              () ->
                  site.stage()
                      .ec2()
                      .describeRouteTables(r -> r.filters(site.here(), filter(name, value))));
    }
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
