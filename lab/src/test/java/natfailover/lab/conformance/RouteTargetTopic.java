package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.ANYWHERE;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/** What becomes of a route when its target is wrong, or goes away; each on a table of its own. */
final class RouteTargetTopic implements Topic {
  private static final String ROUTE =
      "/RouteTables\\[0]/Routes\\[0]/(GatewayId|InstanceId|NetworkInterfaceId)";

  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.refusal(
              "make over by an interface",
              "400 RouteAlreadyExists > accepted",
              "moto's CreateRoute to an interface overwrites the route there is; AWS refuses"),
          AWS_DOCUMENTS_OURS.of(
              "route after an interface", ROUTE, ".*", "so that it has another target afterwards"),
          AWS_DOCUMENTS_OURS.refusal(
              "replace by a dry run",
              "412 DryRunOperation > accepted",
              "moto ignores DryRun; AWS answers what would have happened"),
          AWS_DOCUMENTS_OURS.of(
              "route after a dry run", ROUTE, ".*", "so that a dry run has moved the route"),
          AWS_DOCUMENTS_NEITHER.refusal(
              "replace by a terminated instance",
              "400 IncorrectInstanceState > accepted",
              "moto routes to a terminated instance; AWS does not say by which error it refuses"),
          AWS_DOCUMENTS_OURS.refusal(
              "replace by an unknown NAT gateway",
              "400 InvalidNatGatewayID.NotFound > accepted",
              "moto accepts a NAT gateway that does not exist; AWS refuses"),
          AWS_DOCUMENTS_NEITHER.refusal(
              "replace by an unknown internet gateway",
              "400 InvalidGatewayID.NotFound > 400 InvalidInternetGatewayID.NotFound",
              "AWS lists both codes and does not say which of them ReplaceRoute answers; users have"
                  + " met ours"),
          AWS_DOCUMENTS_OURS.refusal(
              "replace by no target",
              "400 MissingParameter > accepted",
              "moto replaces a route by none; AWS refuses"),
          AWS_DOCUMENTS_OURS.refusal(
              "replace by two targets",
              "400 InvalidParameterCombination > accepted",
              "moto takes one of two targets; AWS refuses both"),
          AWS_DOCUMENTS_OURS.of(
              "route after two targets", ROUTE, ".*", "so that the route has moved"),
          AWS_DOCUMENTS_OURS.of(
              "route after (an unknown .*|no target)",
              ROUTE,
              "<gateway> > absent",
              "moto has wiped the old target before it looks for the new one and leaves a route to"
                  + " nowhere, whether it refused or not; AWS changes a route whole or not at all"),
          AWS_DOCUMENTS_OURS.of(
              "route after a terminated instance",
              "/RouteTables\\[0]/Routes\\[0]/State",
              "blackhole > active",
              "moto's routes are always active; AWS's are blackholes once their target has gone"),
          AWS_DOCUMENTS_OURS.of(
              "route after a terminated instance",
              ROUTE,
              ".*",
              "moto still shows the instance; AWS the interface, detached, that the route has"
                  + " always pointed to"));

  @Override
  public void play(Stage stage) {
    Site site = Site.on(stage);
    Wrong wrong = new Wrong(site);
    String node = site.instance("node", "10.0.0.10");
    wrong.replace("an unknown instance", r -> r.instanceId("i-0123456789abcdef0"));
    wrong.replace("an unknown interface", r -> r.networkInterfaceId("eni-0123456789abcdef0"));
    wrong.replace("an unknown internet gateway", r -> r.gatewayId("igw-0123456789abcdef0"));
    wrong.replace("an unknown NAT gateway", r -> r.natGatewayId("nat-0123456789abcdef0"));
    wrong.replace("no target", _ -> {});
    wrong.replace("two targets", r -> r.instanceId(node).gatewayId(site.gateway()));
    wrong.replace("a dry run", r -> r.instanceId(node).dryRun(true));
    wrong.makeOver("an interface", site.interfaceOf(node));
    String going = site.instance("going node", "10.0.0.11");
    String table = wrong.table("a terminated instance");
    stage
        .ec2()
        .replaceRoute(r -> r.routeTableId(table).destinationCidrBlock(ANYWHERE).instanceId(going));
    stage.ask("terminate", () -> stage.ec2().terminateInstances(r -> r.instanceIds(going)));
    wrong.look("a terminated instance", table);
    stage.ask(
        "replace by a terminated instance",
        () ->
            stage
                .ec2()
                .replaceRoute(
                    r -> r.routeTableId(table).destinationCidrBlock(ANYWHERE).instanceId(going)));
  }

  /** Tables whose route goes to the internet gateway until something is done to it. */
  private record Wrong(Site site) {
    String table(String what) {
      String table = site.table("table of " + what);
      site.stage()
          .ec2()
          .createRoute(
              r -> r.routeTableId(table).destinationCidrBlock(ANYWHERE).gatewayId(site.gateway()));
      return table;
    }

    void replace(String what, Consumer<ReplaceRouteRequest.Builder> target) {
      String table = table(what);
      site.stage()
          .ask(
              "replace by " + what,
              () ->
                  site.stage()
                      .ec2()
                      .replaceRoute(
                          r ->
                              target.accept(r.routeTableId(table).destinationCidrBlock(ANYWHERE))));
      look(what, table);
    }

    /** A route is made where there is one, once to each kind of target. */
    void makeOver(String what, String networkInterface) {
      String table = table(what);
      site.stage()
          .ask(
              "make over by " + what,
              () ->
                  site.stage()
                      .ec2()
                      .createRoute(
                          r ->
                              r.routeTableId(table)
                                  .destinationCidrBlock(ANYWHERE)
                                  .networkInterfaceId(networkInterface)));
      look(what, table);
    }

    void look(String what, String table) {
      site.stage()
          .ask(
              "route after " + what,
              () -> site.stage().ec2().describeRouteTables(r -> r.routeTableIds(table)));
    }
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
