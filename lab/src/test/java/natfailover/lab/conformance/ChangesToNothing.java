package natfailover.lab.conformance;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/** Changes to resources that do not exist, each of which has to be refused. */
final class ChangesToNothing {
  private final String hex;

  /** With this ending of every id. */
  ChangesToNothing(String hex) {
    this.hex = hex;
  }

  void play(Stage stage) {
    changes(stage);
    tagsAndRoutes(stage);
  }

  private void changes(Stage stage) {
    var ec2 = stage.ec2();
    stage.ask("terminate", () -> ec2.terminateInstances(r -> r.instanceIds("i" + hex)));
    stage.ask("stop", () -> ec2.stopInstances(r -> r.instanceIds("i" + hex)));
    stage.ask(
        "modify instance",
        () ->
            ec2.modifyInstanceAttribute(
                r -> r.instanceId("i" + hex).sourceDestCheck(v -> v.value(false))));
    stage.ask(
        "read attribute",
        () ->
            ec2.describeInstanceAttribute(
                r -> r.instanceId("i" + hex).attribute(InstanceAttributeName.SOURCE_DEST_CHECK)));
    stage.ask(
        "modify interface",
        () ->
            ec2.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId("eni" + hex).sourceDestCheck(v -> v.value(false))));
    stage.ask(
        "associate",
        () ->
            ec2.associateAddress(
                r -> r.allocationId("eipalloc" + hex).networkInterfaceId("eni" + hex)));
    stage.ask("release", () -> ec2.releaseAddress(r -> r.allocationId("eipalloc" + hex)));
  }

  private void tagsAndRoutes(Stage stage) {
    var ec2 = stage.ec2();
    for (String kind : List.of("i", "rtb", "eni", "eipalloc", "nat")) {
      stage.ask(
          "tag " + kind,
          () -> ec2.createTags(r -> r.resources(kind + hex).tags(Site.tag("a", "b"))));
    }
    stage.ask(
        "route in no table",
        () ->
            ec2.createRoute(
                r ->
                    r.routeTableId("rtb" + hex)
                        .destinationCidrBlock(Site.ANYWHERE)
                        .gatewayId("igw" + hex)));
    stage.ask(
        "associate no table",
        () -> ec2.associateRouteTable(r -> r.routeTableId("rtb" + hex).subnetId("subnet" + hex)));
  }
}
