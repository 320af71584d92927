package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;

import java.util.List;

/** What is answered to calls about what there is not, or that say too little. */
final class ErrorTopic implements Topic {
  private static final String HEX = "-0123456789abcdef0";

  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.refusal(
              "NAT gateway",
              "400 NatGatewayNotFound > accepted",
              "moto answers an unknown NAT gateway with an empty list; AWS with an error"),
          AWS_DOCUMENTS_OURS.refusal(
              "(addresses|tables) by an unknown filter",
              "400 InvalidParameterValue > 500 no code",
              "moto answers an unknown filter with a page of HTML; AWS with an error code"),
          AWS_DOCUMENTS_NEITHER.refusal(
              "associate",
              "400 InvalidAllocationID.NotFound > 400 InvalidNetworkInterfaceID.NotFound",
              "AWS does not say which of two unknown ids it complains of"),
          AWS_DOCUMENTS_OURS.refusal(
              "attribute unsaid",
              "400 MissingParameter > 400 InvalidParameterValue",
              "moto calls a missing parameter an invalid one; AWS has a code for it"),
          AWS_DOCUMENTS_OURS.refusal(
              "health",
              "400 ValidationError > 400 InvalidInstanceID.NotFound",
              "moto answers for Auto Scaling with a code of EC2; Auto Scaling has none such"),
          AWS_DOCUMENTS_OURS.refusal(
              "hooks",
              "400 ValidationError > accepted",
              "moto tells the hooks of a group that there is not; AWS refuses"),
          AWS_DOCUMENTS_OURS.refusal(
              "malformed (instance|table)",
              "400 (\\w+).Malformed > 400 \\1.NotFound",
              "moto does not tell a malformed id from an unknown one; AWS does"),
          AWS_DOCUMENTS_OURS.refusal(
              "(resize|take away)",
              "400 ValidationError > 500 no code",
              "moto answers a change of what there is not with a page of HTML; AWS with an error"
                  + " code"),
          AWS_DOCUMENTS_OURS.refusal(
              "tag (eipalloc|eni|i|nat)",
              "400 \\S+NotFound > accepted",
              "moto tags some resources that there are not; AWS refuses"));

  @Override
  public void play(Stage stage) {
    unknown(stage);
    malformed(stage);
    new ChangesToNothing(HEX).play(stage);
    scaling(stage);
  }

  private static void unknown(Stage stage) {
    var ec2 = stage.ec2();
    stage.ask("vpc", () -> ec2.describeVpcs(r -> r.vpcIds("vpc" + HEX)));
    stage.ask("subnet", () -> ec2.describeSubnets(r -> r.subnetIds("subnet" + HEX)));
    stage.ask("table", () -> ec2.describeRouteTables(r -> r.routeTableIds("rtb" + HEX)));
    stage.ask("instance", () -> ec2.describeInstances(r -> r.instanceIds("i" + HEX)));
    stage.ask("status", () -> ec2.describeInstanceStatus(r -> r.instanceIds("i" + HEX)));
    stage.ask(
        "interface", () -> ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds("eni" + HEX)));
    stage.ask("address", () -> ec2.describeAddresses(r -> r.allocationIds("eipalloc" + HEX)));
    stage.ask("public address", () -> ec2.describeAddresses(r -> r.publicIps("192.0.2.7")));
    stage.ask("NAT gateway", () -> ec2.describeNatGateways(r -> r.natGatewayIds("nat" + HEX)));
    stage.ask(
        "gateway", () -> ec2.describeInternetGateways(r -> r.internetGatewayIds("igw" + HEX)));
  }

  private static void malformed(Stage stage) {
    var ec2 = stage.ec2();
    stage.ask("malformed instance", () -> ec2.describeInstances(r -> r.instanceIds("nat-node")));
    stage.ask("malformed table", () -> ec2.describeRouteTables(r -> r.routeTableIds("table")));
    stage.ask(
        "tables by an unknown filter",
        () -> ec2.describeRouteTables(r -> r.filters(Site.filter("no-such-filter", "1"))));
    stage.ask(
        "addresses by an unknown filter",
        () -> ec2.describeAddresses(r -> r.filters(Site.filter("no-such-filter", "1"))));
    stage.ask("malformed VPC", () -> ec2.createVpc(r -> r.cidrBlock("ten")));
    stage.ask(
        "attribute unsaid", () -> ec2.describeInstanceAttribute(r -> r.instanceId("i" + HEX)));
  }

  private static void scaling(Stage stage) {
    var scaling = stage.scaling();
    stage.ask(
        "no such group",
        () -> scaling.describeAutoScalingGroups(r -> r.autoScalingGroupNames("none")));
    stage.ask(
        "resize",
        () -> scaling.setDesiredCapacity(r -> r.autoScalingGroupName("none").desiredCapacity(1)));
    stage.ask(
        "update",
        () -> scaling.updateAutoScalingGroup(r -> r.autoScalingGroupName("none").minSize(1)));
    stage.ask("delete", () -> scaling.deleteAutoScalingGroup(r -> r.autoScalingGroupName("none")));
    stage.ask("hooks", () -> scaling.describeLifecycleHooks(r -> r.autoScalingGroupName("none")));
    stage.ask(
        "health",
        () -> scaling.setInstanceHealth(r -> r.instanceId("i" + HEX).healthStatus("Unhealthy")));
    stage.ask(
        "take away",
        () ->
            scaling.terminateInstanceInAutoScalingGroup(
                r -> r.instanceId("i" + HEX).shouldDecrementDesiredCapacity(false)));
    stage.ask("members", () -> scaling.describeAutoScalingInstances(r -> r.instanceIds("i" + HEX)));
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
